package io.pgcairn.daemon.bench;

import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.postgres.TimelineId;
import io.pgcairn.daemon.wal.IntakeListener;
import java.time.Duration;

/** Shows what went wrong in a run, whose figures are then worth nothing. */
final class FailureEcho implements IntakeListener {
    @Override
    public void connected(TimelineId timeline, Lsn from) {}

    @Override
    public void disconnected() {}

    @Override
    public void failed(CairnException failure, Duration until) {
        System.err.println("the run is worth nothing: " + failure.getMessage());
    }

    @Override
    public void storeFailed(CairnException failure, int attempt) {
        System.err.println("the run is worth nothing: " + failure.getMessage());
    }

    @Override
    public void segmentStored(String segment, Duration took) {}

    @Override
    public void contradiction(String segment) {
        throw new IllegalStateException("two contents of segment " + segment);
    }

    @Override
    public void tailStored(String segment, int bytes) {}

    @Override
    public void gap(TimelineId timeline, Lsn from, Lsn to) {
        System.err.println("the run is worth nothing: WAL is missing from " + from + " to " + to);
    }
}
