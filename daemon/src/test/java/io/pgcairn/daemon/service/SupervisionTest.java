package io.pgcairn.daemon.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.cluster.Clusters;
import io.pgcairn.daemon.cluster.Seals;
import io.pgcairn.daemon.cluster.Stores;
import io.pgcairn.daemon.job.NoDrills;
import io.pgcairn.daemon.observe.Metrics;
import io.pgcairn.daemon.pulse.Pulses;
import io.pgcairn.daemon.systemd.Supervisor;
import io.pgcairn.daemon.testing.NotifyListener;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a supervisor hears of a daemon whose server takes connections and answers nothing. */
class SupervisionTest {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration LONG = Duration.ofHours(1);

    @TempDir
    private Path directory = Path.of("");

    private final NotifyListener systemd = NotifyListener.open();
    private final Metrics metrics = new Metrics();
    private final AtomicLong endpointTime = new AtomicLong();
    private final RunningClusters running = new RunningClusters(
            new Clusters(new Stores(Clock.systemUTC()), new Seals(new SecureRandom()), Map.of(), Clock.systemUTC()),
            NoDrills.HOST,
            metrics,
            Clock.systemUTC(),
            new SecureRandom());
    private final ServerSocket silent;

    SupervisionTest() throws IOException {
        silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    @BeforeEach
    void open() throws Exception {
        Path file =
                Files.writeString(directory.resolve("pgcairn.yaml"), """
                clusters:
                  main:
                    postgres:
                      uri: "postgresql://postgres@127.0.0.1:%d/postgres?connect_timeout=300"
                    encryption: { enabled: false }
                    tiers: [ { name: near, store: "file://%s/store" } ]
                """.formatted(silent.getLocalPort(), directory));
        running.open(
                new Clusters(new Stores(Clock.systemUTC()), new Seals(new SecureRandom()), Map.of(), Clock.systemUTC())
                        .load(file));
        running.start();
    }

    @AfterEach
    void close() throws Exception {
        silent.close();
        running.close();
        metrics.close();
        systemd.close();
    }

    private Supervision supervision(Duration tryLimit, Executor endpointLoop) {
        return supervision(tryLimit, endpointLoop, () -> "well");
    }

    private Supervision supervision(Duration tryLimit, Executor endpointLoop, Supplier<String> status) {
        Map<String, String> environment = Map.of("NOTIFY_SOCKET", systemd.name(), "WATCHDOG_USEC", "100000");
        return new Supervision(
                new Supervisor(environment, 1),
                running,
                new EndpointPulse(List.of(endpointLoop), new Pulses(endpointTime::get)),
                status,
                tryLimit);
    }

    private static void await(String what, BooleanSupplier condition) {
        long begin = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() - begin < LIMIT.toNanos(), what);
            LockSupport.parkNanos(1_000_000);
        }
    }

    private boolean isSaid(String start) {
        return systemd.messages().stream().anyMatch(message -> message.startsWith(start));
    }

    private long fed() {
        return systemd.messages().stream().filter("WATCHDOG=1"::equals).count();
    }

    @Test
    void it_is_ready_once_the_server_is_known_to_be_unreachable_and_not_before() throws Exception {
        try (Supervision supervision = supervision(LONG, Runnable::run)) {
            supervision.start();
            try (Socket first = silent.accept()) {
                assertTrue(first.isConnected());
                assertEquals(List.of(), systemd.messages());
                silent.close();
            }
            await("it is ready", () -> isSaid("READY=1\nSTATUS=well"));
        }
    }

    @Test
    void a_server_that_hangs_does_not_hold_it_for_ever() {
        try (Supervision supervision = supervision(Duration.ofMillis(1), Runnable::run)) {
            supervision.start();
            await("it is ready", () -> isSaid("READY=1\n"));
            assertEquals(
                    List.of(false),
                    running.daemons().stream().map(ClusterDaemon::isTried).toList());
        }
    }

    @Test
    void an_endpoint_that_is_stuck_is_fed_no_more_until_it_answers() {
        Queue<Runnable> held = new ConcurrentLinkedQueue<>();
        AtomicBoolean isStuck = new AtomicBoolean();
        Executor loop = task -> {
            if (isStuck.get()) {
                held.add(task);
            } else {
                task.run();
            }
        };
        try (Supervision supervision = supervision(Duration.ofMillis(1), loop)) {
            supervision.start();
            await("it is fed", () -> fed() > 2);
            isStuck.set(true);
            await("it was asked", () -> !held.isEmpty());
            endpointTime.addAndGet(LONG.toNanos());
            // Of what was on its way before, one may come still.
            await("its promise is found broken", this::isQuiet);
            isStuck.set(false);
            long before = fed();
            held.forEach(Runnable::run);
            await("it is fed again", () -> fed() > before);
        }
    }

    /** Nothing came for several times the pause at which it is fed. */
    private boolean isQuiet() {
        long before = fed();
        LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
        return fed() == before;
    }

    @Test
    void a_reload_and_a_stop_are_said_in_order_and_nothing_after_the_stop() {
        try (Supervision supervision = supervision(Duration.ofMillis(1), Runnable::run)) {
            supervision.reloading();
            supervision.reloaded();
            assertEquals(List.of(), systemd.messages(), "it is starting still");
            supervision.start();
            await("it is ready", () -> isSaid("READY=1\n"));
            supervision.reloading();
            supervision.reloaded();
            supervision.stopping();
            await("it stops", () -> isSaid("STOPPING=1\n"));
            supervision.reloaded();
            List<String> said = systemd.messages().stream()
                    .filter(message -> !message.equals("WATCHDOG=1"))
                    .map(message -> message.substring(0, message.indexOf('\n')))
                    .toList();
            assertEquals(List.of("READY=1", "RELOADING=1", "READY=1", "STOPPING=1"), said);
        }
    }

    @Test
    void a_state_that_cannot_be_told_does_not_end_the_feeding() {
        Supplier<String> defect = () -> {
            throw new IllegalStateException("a defect");
        };
        try (Supervision supervision = supervision(Duration.ofMillis(1), Runnable::run, defect)) {
            supervision.start();
            await("it is ready", () -> isSaid("READY=1\nSTATUS=running; its state cannot be told"));
            long before = fed();
            await("it is fed", () -> fed() > before + 2);
        }
    }

    @Test
    void a_stop_is_said_while_the_state_is_still_being_found_out() {
        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        Supplier<String> slow = () -> {
            asked.countDown();
            awaitQuietly(stuck);
            return "late";
        };
        try (Supervision supervision = supervision(Duration.ofMillis(1), Runnable::run, slow)) {
            supervision.start();
            awaitQuietly(asked);
            supervision.stopping();
            await("it stops", () -> isSaid("STOPPING=1"));
            stuck.countDown();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
