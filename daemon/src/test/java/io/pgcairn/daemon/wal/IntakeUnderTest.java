package io.pgcairn.daemon.wal;

import io.pgcairn.daemon.catalog.ClusterName;
import io.pgcairn.daemon.catalog.Lineage;
import io.pgcairn.daemon.catalog.Lineages;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.pipeline.ObjectFetcher;
import io.pgcairn.daemon.pipeline.ObjectPusher;
import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.postgres.PostgresConnector;
import io.pgcairn.daemon.postgres.PostgresSettings;
import io.pgcairn.daemon.postgres.TimelineId;
import io.pgcairn.storage.ObjectStore;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** An intake on a thread of its own, and what it told. */
final class IntakeUnderTest implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final WalIntake intake;
    private final Thread thread;
    private final List<CairnException> failures = new CopyOnWriteArrayList<>();
    private final List<String> segments = new CopyOnWriteArrayList<>();
    private final List<String> gaps = new CopyOnWriteArrayList<>();

    IntakeUnderTest(String uri, ObjectStore store, IntakeSettings settings) throws CairnException {
        ObjectPusher pusher = new ObjectPusher(store, Optional.empty(), 1);
        Lineages lineages = new Lineages(
                new ClusterName("main"), store, pusher, pusher, new ObjectFetcher(store, Optional.empty()));
        intake = new WalIntake(
                new PostgresConnector(PostgresSettings.parse(uri)),
                lineages,
                settings,
                new Listener(),
                new IntakePositions(Clock.systemUTC()),
                new Backoff(Duration.ofMillis(50), Duration.ofMillis(200), new Random(1)),
                Clock.systemUTC(),
                IntakeWatch.unwatched());
        thread = Thread.ofVirtual().start(intake);
    }

    static IntakeSettings settings(Duration tailInterval) {
        return new IntakeSettings(
                "pgcairn_main", tailInterval, 2, Duration.ofSeconds(10), Duration.ofSeconds(2), Duration.ofSeconds(60));
    }

    WalIntake intake() {
        return intake;
    }

    Lineage lineage() {
        return intake.lineage().orElseThrow();
    }

    List<CairnException> failures() {
        return failures;
    }

    List<String> segments() {
        return segments;
    }

    List<String> gaps() {
        return gaps;
    }

    void awaitDurable(Lsn lsn) throws Exception {
        intake.awaitDurable(lsn, PATIENCE);
    }

    /** Waits for a condition, looking often. */
    static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within " + PATIENCE + ": " + what);
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    boolean hasEnded() {
        return !thread.isAlive();
    }

    @Override
    public void close() {
        try {
            intake.stop(Duration.ofSeconds(10));
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted while the intake stopped", e);
        }
    }

    private final class Listener implements IntakeListener {
        @Override
        public void connected(TimelineId timeline, Lsn from) {}

        @Override
        public void disconnected() {}

        @Override
        public void failed(CairnException failure, Duration until) {
            failures.add(failure);
        }

        @Override
        public void storeFailed(CairnException failure, int attempt) {
            failures.add(failure);
        }

        @Override
        public void segmentStored(String segment, Duration took) {
            segments.add(segment);
        }

        @Override
        public void contradiction(String segment) {
            gaps.add("contradiction in " + segment);
        }

        @Override
        public void tailStored(String segment, int bytes) {}

        @Override
        public void gap(TimelineId timeline, Lsn from, Lsn to) {
            gaps.add(from + " to " + to);
        }
    }
}
