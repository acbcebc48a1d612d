package io.pgcairn.daemon.http;

import io.pgcairn.daemon.catalog.BackupRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a cluster stands.
 *
 * @param readiness whether its WAL comes in
 * @param wal how far WAL is durable
 * @param lastBackup the newest good one; empty if there is none, or if that is not known yet
 * @param lastDrill the newest restore drill, good or not; empty if there was none
 * @param jobs what runs by itself
 * @param tiers what each holds, the first one first
 * @param alarms what an operator is to look at now, the gravest first
 */
public record ClusterStatus(
        Readiness readiness,
        Wal wal,
        Optional<Backup> lastBackup,
        Optional<Drill> lastDrill,
        List<Job> jobs,
        List<Tier> tiers,
        List<Alarm> alarms) {
    public ClusterStatus {
        jobs = List.copyOf(jobs);
        tiers = List.copyOf(tiers);
        alarms = List.copyOf(alarms);
    }

    /**
     * How far WAL is durable.
     *
     * @param lagBytes WAL that the server has flushed and that is not durable yet; empty while that is not known
     * @param lag how long the oldest of it has been waiting; zero if none is; empty while that is not known
     * @param lastDurable when WAL became durable the last time
     */
    public record Wal(OptionalLong lagBytes, Optional<Duration> lag, Optional<Instant> lastDurable) {}

    /**
     * A good backup.
     *
     * @param name what the operator called it; may be empty
     */
    public record Backup(String id, String name, Instant started, Instant stopped, long plainBytes, long storedBytes) {
        /** What people are shown of it. */
        public static Backup of(BackupRecord backup) {
            return new Backup(
                    backup.id().value(),
                    backup.name(),
                    backup.startTime(),
                    backup.stopTime(),
                    backup.plainBytes(),
                    backup.storedBytes());
        }
    }

    /**
     * A restore drill.
     *
     * @param backup the id of the backup that was restored
     * @param target the moment that was restored to; empty of one to the end of all WAL
     * @param outcome what was found, a sentence
     */
    public record Drill(
            Instant ended, Duration took, boolean isGood, String backup, Optional<Instant> target, String outcome) {}

    /**
     * Something that runs by itself.
     *
     * @param name {@code backup}, for one
     * @param schedule as it is configured
     * @param state {@code unknown}, {@code waiting}, {@code running} or {@code retrying}
     * @param last when the newest good run started
     * @param next when it runs, or should have run
     * @param overdue for how long it has been late: to run, or while it runs, to end; zero if it is not late
     * @param failure what went wrong since the last good run
     */
    public record Job(
            String name,
            String schedule,
            String state,
            Optional<Instant> last,
            Optional<Instant> next,
            Duration overdue,
            Optional<Failure> failure) {}

    /** @param nextTry when it is tried again */
    public record Failure(Instant at, String message, String hint, int attempts, Instant nextTry) {}

    /**
     * What a tier held when it was looked at the last time.
     *
     * @param location for people: no credentials
     * @param isAcking whether it must hold WAL before PostgreSQL hears that it is durable
     * @param recoverable every moment that can be restored from it, the oldest span first; the last one grows as WAL
     *     becomes durable
     * @param backups the good ones, the oldest first
     * @param storedBytes what it takes; empty until it was looked at
     * @param lagBytes what it lacks that the first one has; empty while that is not known
     */
    public record Tier(
            String name,
            String location,
            boolean isAcking,
            List<Span> recoverable,
            List<Backup> backups,
            OptionalLong storedBytes,
            OptionalLong lagBytes) {
        public Tier {
            recoverable = List.copyOf(recoverable);
            backups = List.copyOf(backups);
        }
    }

    /** From the one moment to the other, both included; what lies between two spans is a gap. */
    public record Span(Instant from, Instant to) {}

    /**
     * Something that an operator is to look at. It bears the name of the alert that Prometheus raises for the same, and
     * of the chapter in the runbook.
     *
     * @param name such as {@code PgcairnBackupOverdue}
     * @param message what is wrong, a sentence
     * @param hint what to do
     */
    public record Alarm(Severity severity, String name, String message, String hint) {}

    /** How soon somebody must look. */
    public enum Severity {
        /** Now: data is at risk, or soon will be. */
        CRITICAL,
        /** Today. */
        WARNING
    }
}
