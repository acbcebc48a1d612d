package io.pgcairn.daemon.systemd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.pulse.Pulse;
import io.pgcairn.daemon.pulse.Pulses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left of a daemon that hung. */
class ThreadDumpsTest {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir
    private Path cache = Path.of("");

    private final CountDownLatch inside = new CountDownLatch(1);
    private final CountDownLatch never = new CountDownLatch(1);

    private void hangsForGoodInHere() {
        inside.countDown();
        try {
            never.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<Path> files() {
        if (!Files.isDirectory(cache.resolve("stuck"))) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(cache.resolve("stuck"))) {
            return files.sorted().toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, what);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }

    @Test
    void a_virtual_thread_that_hangs_is_found_in_the_file_and_the_watchdog_is_not_fed() throws Exception {
        Supervisor supervisor = new Supervisor(Map.of("CACHE_DIRECTORY", cache + ":/nowhere/else"), 1);
        AtomicLong now = new AtomicLong();
        AtomicInteger fed = new AtomicInteger();
        Pulses pulses = new Pulses(now::get);
        Watchdog watchdog = new Watchdog(
                fed::incrementAndGet, Duration.ofSeconds(120), pulses::late, supervisor.dumps()::begin, now::get);
        Pulse pulse = pulses.open("the loop of a test");
        Thread loop = Thread.ofVirtual().name("loop-of-a-test").start(() -> {
            pulse.within(Duration.ofSeconds(60));
            hangsForGoodInHere();
        });
        try {
            inside.await();
            watchdog.look();
            assertEquals(1, fed.get());
            assertEquals(List.of(), files());
            now.addAndGet(Duration.ofSeconds(61).toNanos());
            watchdog.look();
            assertEquals(1, fed.get());
            await(
                    "where the loop hangs is written",
                    () -> files().stream()
                            .map(ThreadDumpsTest::text)
                            .anyMatch(text -> text.contains("loop-of-a-test") && text.contains("hangsForGoodInHere")));
        } finally {
            never.countDown();
            loop.join();
            await("the writer has ended", () -> !supervisor.dumps().isWriting());
        }
    }

    @Test
    void only_the_newest_are_kept_and_what_is_not_ours_is_left_alone() throws Exception {
        Path stuck = Files.createDirectories(cache.resolve("stuck"));
        Path own = Files.writeString(stuck.resolve("notes.txt"), "an operator's");
        for (int day = 10; day < 10 + 2 * ThreadDumps.KEPT; day++) {
            Files.writeString(stuck.resolve("threads-202601" + day + "T000000.000Z-7.txt"), "old");
        }
        new ThreadDumps(stuck, Clock.systemUTC()).write();
        assertEquals(ThreadDumps.KEPT + 1, files().size(), () -> files().toString());
        assertTrue(Files.exists(own));
        assertTrue(Files.exists(stuck.resolve("threads-20260119T000000.000Z-7.txt")), "the newest of the old");
    }

    @Test
    void a_directory_that_cannot_be_written_is_no_more_than_told() throws Exception {
        Path file = Files.writeString(cache.resolve("file"), "not a directory");
        new ThreadDumps(file.resolve("stuck"), Clock.systemUTC()).write();
        assertEquals("not a directory", Files.readString(file));
    }
}
