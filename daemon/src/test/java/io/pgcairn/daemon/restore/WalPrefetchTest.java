package io.pgcairn.daemon.restore;

import static io.pgcairn.daemon.restore.ArchiveFixture.SIZE;
import static io.pgcairn.daemon.restore.ArchiveFixture.content;
import static io.pgcairn.daemon.restore.ArchiveFixture.name;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.postgres.SegmentSize;
import io.pgcairn.storage.StoreForbiddenException;
import io.pgcairn.storage.contract.FaultScript;
import io.pgcairn.storage.contract.HeldStep;
import io.pgcairn.storage.contract.StoreStep;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WalPrefetchTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration IDLE = Duration.ofMinutes(1);

    private final FakeWalTime time = FakeWalTime.held();
    private final List<String> gets = new CopyOnWriteArrayList<>();
    private ArchiveFixture fixture;
    private WalServer server;

    @BeforeEach
    void open() throws IOException {
        fixture = new ArchiveFixture();
        server = serving(2, 64 << 20);
        fixture.store.follow(this::count);
    }

    private WalServer serving(int prefetch, long bytes) throws IOException {
        return new WalServer(
                fixture.archiveUnderTest(),
                new WalServerSettings(PATIENCE, Duration.ZERO, prefetch, bytes, IDLE),
                time,
                new Random(1));
    }

    private void count(StoreStep step, String key) {
        if (step == StoreStep.GET) {
            gets.add(key);
        }
    }

    @AfterEach
    void close() {
        server.close();
        await(() -> server.heldBytes() == 0);
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "waited in vain");
            LockSupport.parkNanos(1_000_000);
        }
    }

    private byte[] found(String fileName) {
        WalAnswer.Found found = assertInstanceOf(WalAnswer.Found.class, server.answer(fileName));
        try (WalFile file = found.file()) {
            byte[] copy = new byte[file.bytes().remaining()];
            file.bytes().get(copy);
            return copy;
        }
    }

    private long gets(long timeline, long number) {
        return gets.stream().filter(key -> key.contains(name(timeline, number))).count();
    }

    @Test
    void fetches_the_next_segments_once_each_and_no_further() throws IOException {
        fixture.pushSegments(1, 1, 9);
        assertArrayEquals(content(1, 1), found(name(1, 1)));
        await(() -> gets(1, 2) == 1 && gets(1, 3) == 1);
        assertEquals(0, gets(1, 4));
        assertArrayEquals(content(1, 2), found(name(1, 2)));
        assertArrayEquals(content(1, 3), found(name(1, 3)));
        assertEquals(1, gets(1, 2));
        assertEquals(1, gets(1, 3));
    }

    @Test
    void a_whole_replay_gets_each_segment_once() throws IOException {
        fixture.pushSegments(1, 1, 12);
        for (int number = 1; number <= 12; number++) {
            assertArrayEquals(content(1, number), found(name(1, number)));
        }
        for (int number = 1; number <= 12; number++) {
            assertEquals(1, gets(1, number), "gets of segment " + number);
        }
    }

    @Test
    void waits_for_a_segment_that_is_on_its_way() throws Exception {
        fixture.pushSegments(1, 1, 2);
        HeldStep hang = new HeldStep(StoreStep.GET, key -> key.contains(name(1, 2)));
        fixture.store.follow(hang.and(this::count));
        found(name(1, 1));
        assertTrue(hang.awaitReached(PATIENCE));
        Thread asker = Thread.ofVirtual().start(() -> assertArrayEquals(content(1, 2), found(name(1, 2))));
        hang.release();
        assertTrue(asker.join(PATIENCE));
        assertEquals(1, gets(1, 2));
    }

    @Test
    void a_prefetch_that_failed_is_no_answer() throws IOException {
        fixture.pushSegments(1, 1, 2);
        FaultScript counting = this::count;
        fixture.store.follow(counting.and(FaultScript.failing(
                StoreStep.READ,
                1,
                key -> key.contains(name(1, 2)),
                key -> new StoreForbiddenException("no " + key, "check", null))));
        found(name(1, 1));
        assertArrayEquals(content(1, 2), found(name(1, 2)));
        assertEquals(2, gets(1, 2));
    }

    @Test
    void drops_what_was_fetched_ahead_when_the_client_jumps() throws IOException {
        fixture.pushSegments(1, 1, 9);
        found(name(1, 1));
        await(() -> gets(1, 3) == 1);
        found(name(1, 7));
        await(() -> gets(1, 8) == 1 && gets(1, 9) == 1);
        assertArrayEquals(content(1, 2), found(name(1, 2)));
        assertEquals(2, gets(1, 2));
    }

    @Test
    void goes_on_with_the_timeline_that_was_served_last() throws IOException {
        fixture.pushSegments(1, 4, 6);
        fixture.pushHistory(2, 1, 5, 100);
        fixture.pushSegments(2, 5, 7);
        found(name(1, 4));
        found(name(2, 5));
        await(() -> gets(2, 6) == 1 && gets(2, 7) == 1);
        assertArrayEquals(content(2, 6), found(name(2, 6)));
        assertEquals(1, gets(2, 6));
    }

    @Test
    void stays_within_the_byte_budget() throws IOException {
        fixture.pushSegments(1, 1, 9);
        server.close();
        server = serving(8, 3L << 20);
        found(name(1, 1));
        await(() -> gets(1, 4) == 1);
        assertEquals(0, gets(1, 5));
        // One buffer that served, three that are ahead.
        assertEquals(4L * SIZE.bytes(), server.heldBytes());
    }

    @Test
    void a_contradictory_segment_is_not_fetched_ahead() throws IOException {
        fixture.pushSegments(1, 1, 3);
        fixture.writer.pushSegment(ArchiveFixture.segment(1, 2), java.nio.ByteBuffer.wrap(content(9, 9)));
        found(name(1, 1));
        assertInstanceOf(WalAnswer.Contradicted.class, server.answer(name(1, 2)));
        assertEquals(0, gets(1, 2));
    }

    @Test
    void gives_the_memory_back_after_idle_time() throws IOException {
        fixture.pushSegments(1, 1, 4);
        found(name(1, 1));
        await(() -> gets(1, 3) == 1);
        assertTrue(server.heldBytes() > 0);
        await(() -> !time.slept().isEmpty());
        time.pass(IDLE);
        await(() -> server.heldBytes() == 0);
    }

    @Test
    void gives_the_memory_back_of_a_segment_that_arrives_after_idle_time() throws Exception {
        fixture.pushSegments(1, 1, 2);
        HeldStep hang = new HeldStep(StoreStep.GET, key -> key.contains(name(1, 2)));
        fixture.store.follow(hang.and(this::count));
        found(name(1, 1));
        assertTrue(hang.awaitReached(PATIENCE));
        await(() -> !time.slept().isEmpty());
        time.pass(IDLE);
        await(() -> server.heldBytes() == SIZE.bytes());
        hang.release();
        await(() -> server.heldBytes() == 0);
    }

    @Test
    void the_budget_follows_the_segment_size() {
        WalServerSettings settings = WalServerSettings.defaults();
        assertEquals(4, settings.segmentsAhead(SegmentSize.DEFAULT));
        assertEquals(4, settings.segmentsAhead(new SegmentSize(1 << 20)));
        assertEquals(2, settings.segmentsAhead(new SegmentSize(32 << 20)));
        assertEquals(1, settings.segmentsAhead(new SegmentSize(64 << 20)));
        assertEquals(0, settings.segmentsAhead(new SegmentSize(128 << 20)));
        assertEquals(1, settings.segmentsAtOnce(new SegmentSize(1 << 30)));
        WalServerSettings small = new WalServerSettings(PATIENCE, PATIENCE, 4, 1 << 20, IDLE);
        assertEquals(1, small.segmentsAhead(SegmentSize.DEFAULT));
        WalServerSettings none = new WalServerSettings(PATIENCE, PATIENCE, 0, 1 << 20, IDLE);
        assertEquals(0, none.segmentsAhead(SegmentSize.DEFAULT));
    }
}
