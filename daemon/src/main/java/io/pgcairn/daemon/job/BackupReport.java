package io.pgcairn.daemon.job;

import io.pgcairn.daemon.catalog.BackupRecord;
import io.pgcairn.daemon.observe.BackupFigures;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * What metrics tell of one cluster's base backups, all of which are full.
 *
 * @param backups knows them
 * @param clock the one that dates what runs
 */
record BackupReport(ClusterBackups backups, InstantSource clock) implements BackupFigures {
    static final String FULL = "full";

    @Override
    public Optional<Instant> lastSuccess(String type) {
        return type.equals(FULL) ? backups.newest().map(BackupRecord::stopTime) : Optional.empty();
    }

    @Override
    public long failures() {
        return backups.failures();
    }

    @Override
    public Optional<Duration> lastDuration() {
        return backups.newest().map(backup -> Duration.between(backup.startTime(), backup.stopTime()));
    }

    @Override
    public OptionalLong lastPlainBytes() {
        return newest(BackupRecord::plainBytes);
    }

    @Override
    public OptionalLong lastStoredBytes() {
        return newest(BackupRecord::storedBytes);
    }

    @Override
    public OptionalLong damagedPages() {
        return newest(BackupRecord::badPages);
    }

    private OptionalLong newest(Function<BackupRecord, Long> number) {
        return backups.newest().map(number).map(OptionalLong::of).orElse(OptionalLong.empty());
    }

    @Override
    public Duration runningFor() {
        return since(backups.runningSince());
    }

    @Override
    public Duration missingFor() {
        return since(backups.missingSince());
    }

    private Duration since(Optional<Instant> moment) {
        return moment.map(then -> Duration.between(then, clock.instant()))
                .filter(Duration::isPositive)
                .orElse(Duration.ZERO);
    }
}
