package io.pgcairn.daemon.job;

import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.daemon.catalog.DrillRecord;
import io.pgcairn.daemon.catalog.DrillRecords;
import io.pgcairn.daemon.catalog.Lineage;
import io.pgcairn.daemon.http.ClusterStatus;
import io.pgcairn.daemon.observe.DrillFigures;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * What is known of one cluster's drills, for metrics and status: those of its newest lineage. A restore of what was
 * before pg_upgrade proves nothing of what is after. Safe for use by several threads.
 */
final class DrillReport implements DrillFigures {
    private final BooleanSupplier running;
    private final AtomicLong failures = new AtomicLong();
    private volatile DrillRecords.Newest newest = DrillRecords.Newest.NONE;

    /** Of which the newest are; empty as long as no lineage is known. Guarded by this. */
    private Optional<Lineage> current = Optional.empty();

    DrillReport(BooleanSupplier running) {
        this.running = running;
    }

    /** What the store tells of the newest lineage that it has. */
    synchronized void known(Lineage lineage, DrillRecords.Newest stored) {
        if (isOfNewest(lineage)) {
            stored.lastGood().ifPresent(this::add);
            stored.last().ifPresent(this::add);
        }
    }

    /**
     * One that ended now. A failure counts whatever it was to restore.
     *
     * @param restored empty if it failed before a lineage was chosen
     */
    synchronized void ended(Optional<Lineage> restored, DrillRecord drill) {
        if (restored.isEmpty() || isOfNewest(restored.get()) || !drill.isGood()) {
            add(drill);
        }
        if (!drill.isGood()) {
            failures.incrementAndGet();
        }
    }

    /** Forgets what is known of an older one when a newer one comes. */
    private boolean isOfNewest(Lineage lineage) {
        if (current.isEmpty() || isNewer(lineage, current.get())) {
            boolean isAnother = current.isPresent();
            current = Optional.of(lineage);
            newest = isAnother ? DrillRecords.Newest.NONE : newest;
            return true;
        }
        return lineage.id().equals(current.get().id());
    }

    private static boolean isNewer(Lineage one, Lineage other) {
        return one.facts().created().isAfter(other.facts().created());
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
