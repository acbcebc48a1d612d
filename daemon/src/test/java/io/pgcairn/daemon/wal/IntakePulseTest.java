package io.pgcairn.daemon.wal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.catalog.ClusterName;
import io.pgcairn.daemon.catalog.Lineages;
import io.pgcairn.daemon.catalog.WalFixture;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.pipeline.ObjectFetcher;
import io.pgcairn.daemon.pipeline.ObjectPusher;
import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.postgres.PostgresConnector;
import io.pgcairn.daemon.postgres.PostgresSettings;
import io.pgcairn.daemon.postgres.TimelineId;
import io.pgcairn.daemon.pulse.Pulses;
import io.pgcairn.storage.contract.FaultScript;
import io.pgcairn.storage.contract.FaultyObjectStore;
import io.pgcairn.storage.contract.HeldStep;
import io.pgcairn.storage.contract.MemoryObjectStore;
import io.pgcairn.storage.contract.StoreStep;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** An intake whose clock for signs of life is moved by hand: what is stuck is found, and what only waits is not. */
class IntakePulseTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String NOBODY = "postgresql://postgres@127.0.0.1:1/postgres";

    private final AtomicLong now = new AtomicLong();
    private final Pulses pulses = new Pulses(now::get);
    private final IntakeWatch watch = new IntakeWatch(pulses, Duration.ofMinutes(1));
    private final FaultyObjectStore store =
            new FaultyObjectStore(new MemoryObjectStore(Clock.systemUTC()), FaultScript.none());
    private final Backoff backoff = new Backoff(Duration.ofMillis(1), Duration.ofMillis(2), new Random(1));

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    private WalIntake intake(String uri, IntakeListener listener) throws CairnException {
        ObjectPusher pusher = new ObjectPusher(store, Optional.empty(), 1);
        return new WalIntake(
                new PostgresConnector(PostgresSettings.parse(uri)),
                new Lineages(
                        new ClusterName("main"), store, pusher, pusher, new ObjectFetcher(store, Optional.empty())),
                IntakeUnderTest.settings(Duration.ofSeconds(1)),
                listener,
                new IntakePositions(Clock.systemUTC()),
                backoff,
                Clock.systemUTC(),
                watch);
    }

    @Test
    void one_that_is_stuck_is_late_until_it_goes_on() throws Exception {
        CountDownLatch isStuck = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        WalIntake intake = intake(NOBODY, new FailureListener(() -> {
            isStuck.countDown();
            free.await();
        }));
        Thread thread = Thread.ofVirtual().start(intake);
        assertTrue(isStuck.await(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        pass(Duration.ofMinutes(5));
        assertEquals(List.of(), pulses.late());
        pass(Duration.ofHours(1));
        assertEquals(List.of("the intake of WAL"), pulses.late());
        free.countDown();
        IntakeUnderTest.await("it goes on", () -> pulses.late().isEmpty());
        end(intake, thread);
    }

    @Test
    void one_whose_server_is_down_is_alive_however_long_that_lasts() throws Exception {
        WalIntake intake = intake(NOBODY, new FailureListener(() -> {}));
        Thread thread = Thread.ofVirtual().start(intake);
        for (int day = 0; day < 20; day++) {
            pass(Duration.ofDays(1));
            IntakeUnderTest.await("it tries again", () -> pulses.late().isEmpty());
        }
        end(intake, thread);
    }

    @Test
    void one_whose_server_hangs_within_its_deadline_is_alive() throws Exception {
        WalIntake intake;
        Thread thread;
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            intake = intake(
                    "postgresql://postgres@127.0.0.1:" + silent.getLocalPort() + "/postgres",
                    new FailureListener(() -> {}));
            thread = Thread.ofVirtual().start(intake);
            // Whoever connects waits for an answer that does not come.
            try (Socket first = silent.accept()) {
                assertTrue(first.isConnected());
                pass(Duration.ofMinutes(20));
                assertEquals(List.of(), pulses.late());
            }
        }
        end(intake, thread);
    }

    /** One that has ended is not missed. */
    private void end(WalIntake intake, Thread thread) throws InterruptedException {
        intake.stop(Duration.ofSeconds(10));
        assertTrue(thread.join(PATIENCE));
        pass(Duration.ofDays(1));
        assertEquals(List.of(), pulses.late());
    }

    @Test
    void a_store_is_waited_for_within_its_deadline_and_missed_beyond() throws Exception {
        WalFixture fixture = new WalFixture(store);
        HeldStep held = new HeldStep(StoreStep.COMMIT, _ -> true);
        store.follow(held);
        BufferPool pool = new BufferPool(WalFixture.SIZE.bytes(), 2);
        SegmentShipper shipper =
                new SegmentShipper(fixture.wal(), 2, new FailureListener(() -> {}), backoff, Clock.systemUTC(), watch);
        SegmentBuffer buffer = pool.take(WalFixture.segment(1, 3), 0, PATIENCE).orElseThrow();
        buffer.append(WalFixture.content(3).array(), 0, WalFixture.SIZE.bytes());
        shipper.submit(buffer, new Frontier(new Lsn(3L * WalFixture.SIZE.bytes()), WalFixture.SIZE, () -> {}));
        assertTrue(held.awaitReached(PATIENCE));
        pass(watch.call());
        assertEquals(List.of(), pulses.late());
        pass(watch.storing(WalFixture.SIZE.bytes()));
        assertEquals(List.of("the storing of WAL"), pulses.late());
        held.release();
        assertTrue(pool.awaitAllBack(PATIENCE));
        IntakeUnderTest.await("the shipper rests", () -> pulses.late().isEmpty());
        shipper.close();
        pool.close();
    }

    private interface Step {
        void run() throws InterruptedException;
    }

    private record FailureListener(Step step) implements IntakeListener {
        @Override
        public void failed(CairnException failure, Duration until) {
            try {
                step.run();
            } catch (InterruptedException e) {
                throw new AssertionError("nobody interrupts an intake", e);
            }
        }

        @Override
        public void storeFailed(CairnException failure, int attempt) {}

        @Override
        public void connected(TimelineId timeline, Lsn from) {}

        @Override
        public void disconnected() {}

        @Override
        public void segmentStored(String segment, Duration took) {}

        @Override
        public void contradiction(String segment) {}

        @Override
        public void tailStored(String segment, int bytes) {}

        @Override
        public void gap(TimelineId timeline, Lsn from, Lsn to) {}
    }
}
