package io.pgcairn.daemon.wal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.catalog.WalFixture;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;
import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.postgres.TimelineId;
import io.pgcairn.storage.StoreUnavailableException;
import io.pgcairn.storage.contract.FaultScript;
import io.pgcairn.storage.contract.FaultyObjectStore;
import io.pgcairn.storage.contract.MemoryObjectStore;
import io.pgcairn.storage.contract.StoreStep;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SegmentShipperTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final FaultyObjectStore store =
            new FaultyObjectStore(new MemoryObjectStore(Clock.systemUTC()), FaultScript.none());
    private final BufferPool pool = new BufferPool(WalFixture.SIZE.bytes(), 3);
    private final List<CairnException> failures = new CopyOnWriteArrayList<>();
    private final List<String> contradictions = new CopyOnWriteArrayList<>();
    private final Frontier frontier = new Frontier(at(3), WalFixture.SIZE, () -> {});
    private WalFixture fixture;
    private SegmentShipper shipper;

    @BeforeEach
    void open() throws IOException {
        fixture = new WalFixture(store);
        shipper = new SegmentShipper(
                fixture.wal(),
                2,
                new Listener(),
                new Backoff(Duration.ofMillis(1), Duration.ofMillis(2), new Random(1)),
                Clock.systemUTC(),
                IntakeWatch.unwatched());
    }

    @AfterEach
    void close() {
        shipper.close();
        pool.close();
    }

    private static Lsn at(long segment) {
        return new Lsn(segment * WalFixture.SIZE.bytes());
    }

    private void submit(long number, int seed) throws InterruptedException {
        SegmentBuffer buffer =
                pool.take(WalFixture.segment(1, number), 0, PATIENCE).orElseThrow();
        buffer.append(WalFixture.content(seed).array(), 0, WalFixture.SIZE.bytes());
        shipper.submit(buffer, frontier);
    }

    @Test
    void what_is_stored_moves_the_frontier_and_gives_its_buffer_back() throws InterruptedException {
        submit(3, 3);
        submit(4, 4);
        assertTrue(pool.awaitAllBack(PATIENCE));
        assertEquals(at(5), frontier.position());
        assertEquals(List.of(), failures);
    }

    @Test
    void a_store_that_fails_is_asked_again_until_it_takes_the_segment() throws InterruptedException {
        store.follow(FaultScript.failing(
                StoreStep.COMMIT, 3, key -> true, key -> new StoreUnavailableException("down", "wait", null)));
        submit(3, 3);
        assertTrue(pool.awaitAllBack(PATIENCE));
        assertEquals(at(4), frontier.position());
        assertEquals(3, failures.size());
    }

    @Test
    void a_lost_reply_is_no_second_copy() throws Exception {
        store.follow(FaultScript.failing(
                StoreStep.COMMITTED, 1, key -> true, key -> new StoreUnavailableException("lost", "wait", null)));
        submit(3, 3);
        assertTrue(pool.awaitAllBack(PATIENCE));
        assertEquals(at(4), frontier.position());
        assertEquals(1, store.list("main/42/wal/", "", 10).objects().size());
    }

    @Test
    void a_defect_is_told_and_tried_again_like_any_failure() throws InterruptedException {
        AtomicInteger left = new AtomicInteger(2);
        store.follow((step, key) -> {
            if (step == StoreStep.WRITE && left.getAndDecrement() > 0) {
                throw new IllegalStateException("a defect");
            }
        });
        submit(3, 3);
        assertTrue(pool.awaitAllBack(PATIENCE));
        assertEquals(at(4), frontier.position());
        assertEquals(
                List.of(Fault.INTERNAL, Fault.INTERNAL),
                failures.stream().map(CairnException::fault).toList());
    }

    @Test
    void other_bytes_under_a_segment_s_name_raise_the_alarm() throws InterruptedException {
        submit(3, 3);
        assertTrue(pool.awaitAllBack(PATIENCE));
        submit(3, 99);
        assertTrue(pool.awaitAllBack(PATIENCE));
        assertEquals(List.of("000000010000000000000003"), contradictions);
    }

    @Test
    void what_is_abandoned_moves_nothing_and_gives_its_buffers_back() throws InterruptedException {
        store.follow(FaultScript.failing(
                StoreStep.COMMIT,
                Integer.MAX_VALUE,
                key -> true,
                key -> new StoreUnavailableException("down", "wait", null)));
        submit(3, 3);
        submit(4, 4);
        submit(5, 5);
        shipper.close();
        assertTrue(pool.awaitAllBack(PATIENCE));
        assertEquals(at(3), frontier.position());
    }

    private final class Listener implements IntakeListener {
        @Override
        public void connected(TimelineId timeline, Lsn from) {}

        @Override
        public void disconnected() {}

        @Override
        public void failed(CairnException failure, Duration until) {}

        @Override
        public void storeFailed(CairnException failure, int attempt) {
            failures.add(failure);
        }

        @Override
        public void segmentStored(String segment, Duration took) {}

        @Override
        public void contradiction(String segment) {
            contradictions.add(segment);
        }

        @Override
        public void tailStored(String segment, int bytes) {}

        @Override
        public void gap(TimelineId timeline, Lsn from, Lsn to) {}
    }
}
