package io.pgcairn.daemon.docs;

import io.pgcairn.daemon.catalog.Lineages;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.postgres.PostgresConnector;
import io.pgcairn.daemon.postgres.TimelineId;
import io.pgcairn.daemon.wal.Backoff;
import io.pgcairn.daemon.wal.IntakeListener;
import io.pgcairn.daemon.wal.IntakePositions;
import io.pgcairn.daemon.wal.IntakeSettings;
import io.pgcairn.daemon.wal.IntakeWatch;
import io.pgcairn.daemon.wal.WalIntake;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;

/** A cluster's WAL being taken in, on a thread of its own. */
final class RunningIntake implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final WalIntake intake;
    private final Thread thread;

    RunningIntake(PostgresConnector connector, Lineages lineages) {
        IntakeSettings settings = new IntakeSettings(
                "pgcairn_main",
                Duration.ofMillis(200),
                2,
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ofSeconds(60));
        intake = new WalIntake(
                connector,
                lineages,
                settings,
                new Printer(),
                new IntakePositions(Clock.systemUTC()),
                new Backoff(Duration.ofMillis(50), Duration.ofMillis(200), new Random(1)),
                Clock.systemUTC(),
                IntakeWatch.unwatched());
        thread = Thread.ofVirtual().start(intake);
    }

    WalIntake intake() {
        return intake;
    }

    /** Waits until everything before this position is in the store. */
    void awaitDurable(Lsn lsn) throws CairnException, InterruptedException {
        intake.awaitDurable(lsn, PATIENCE);
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

    /** Tells what goes wrong, for whoever reads why a test failed. */
    private static final class Printer implements IntakeListener {
        @Override
        public void connected(TimelineId timeline, Lsn from) {}

        @Override
        public void disconnected() {}

        @Override
        public void failed(CairnException failure, Duration until) {
            System.err.println("the intake failed: " + failure.getMessage());
        }

        @Override
        public void storeFailed(CairnException failure, int attempt) {
            System.err.println("storing failed: " + failure.getMessage());
        }

        @Override
        public void segmentStored(String segment, Duration took) {}

        @Override
        public void contradiction(String segment) {}

        @Override
        public void tailStored(String segment, int bytes) {}

        @Override
        public void gap(TimelineId timeline, Lsn from, Lsn to) {
            System.err.println("a gap on timeline " + timeline + " from " + from + " to " + to);
        }
    }
}
