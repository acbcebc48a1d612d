package io.pgcairn.daemon.job;

import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.daemon.catalog.DrillRecord;
import io.pgcairn.daemon.catalog.DrillRecords;
import io.pgcairn.daemon.http.ClusterStatus;
import io.pgcairn.daemon.observe.DrillFigures;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/** What is known of one cluster's drills, for metrics and status. Safe for use by several threads. */
final class DrillReport implements DrillFigures {
    private final BooleanSupplier running;
    private final AtomicLong failures = new AtomicLong();
    private volatile DrillRecords.Newest newest = DrillRecords.Newest.NONE;

    DrillReport(BooleanSupplier running) {
        this.running = running;
    }

    /** What the store tells. */
    synchronized void known(DrillRecords.Newest stored) {
        stored.lastGood().ifPresent(this::add);
        stored.last().ifPresent(this::add);
    }

    /** One that ended now. */
    synchronized void ended(DrillRecord drill) {
        add(drill);
        if (!drill.isGood()) {
            failures.incrementAndGet();
        }
    }

    private void add(DrillRecord drill) {
        newest = newest.with(drill);
    }

    /** The newest one, as a status shows it. */
    Optional<ClusterStatus.Drill> last() {
        return newest.last()
                .map(drill -> new ClusterStatus.Drill(
                        drill.stopTime(),
                        drill.took(),
                        drill.isGood(),
                        drill.backup().map(BackupId::value).orElse(""),
                        drill.target(),
                        outcome(drill)));
    }

    /** What is proven is asked first when a drill failed. */
    private String outcome(DrillRecord drill) {
        return drill.isGood()
                ? drill.outcome()
                : newest.lastGood()
                        .map(good -> drill.outcome() + "; the last proven restore is of " + good.stopTime())
                        .orElseGet(() -> drill.outcome() + "; no restore was proven before");
    }

    /** When the newest one began. */
    Optional<Instant> lastStart() {
        return newest.last().map(DrillRecord::startTime);
    }

    @Override
    public Optional<Instant> lastSuccess() {
        return newest.lastGood().map(DrillRecord::stopTime);
    }

    @Override
    public Optional<Instant> lastFailure() {
        return newest.last().filter(drill -> !drill.isGood()).map(DrillRecord::stopTime);
    }

    @Override
    public Optional<Duration> lastDuration() {
        return newest.lastGood().map(DrillRecord::took);
    }

    @Override
    public boolean isRunning() {
        return running.getAsBoolean();
    }

    @Override
    public long failures() {
        return failures.get();
    }
}
