package io.pgcairn.daemon.catalog;

import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.postgres.TimelineId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a restore drill ended, good or not: immutable, without secrets.
 *
 * @param id its label, when it began
 * @param stopTime when it ended, by the daemon's clock
 * @param isGood whether everything that was wanted was restored, started and judged
 * @param outcome what was found, a sentence
 * @param tier which was restored from
 * @param backup which was restored; empty if it failed before one was chosen
 * @param target the moment that was wanted; empty for the end of all WAL
 * @param reached where recovery ended; empty if it did not come to an end
 * @param findings what was looked at, a line each
 * @param host where it ran
 * @param program pgcairn's version
 */
public record DrillRecord(
        BackupId id,
        Instant startTime,
        Instant stopTime,
        boolean isGood,
        String outcome,
        String tier,
        Optional<BackupId> backup,
        Optional<Instant> target,
        Optional<Reached> reached,
        List<String> findings,
        String host,
        String program) {
    /**
     * Where recovery ended.
     *
     * @param timeline which the restored server wrote on afterwards
     * @param lsn the end of the last record that was replayed
     * @param lastCommit the last transaction that was replayed; empty if none was
     */
    public record Reached(TimelineId timeline, Lsn lsn, Optional<Instant> lastCommit) {}

    public DrillRecord {
        findings = List.copyOf(findings);
    }

    public Duration took() {
        return Duration.between(startTime, stopTime);
    }
}
