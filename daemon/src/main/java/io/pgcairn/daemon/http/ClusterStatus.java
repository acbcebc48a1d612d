package io.pgcairn.daemon.http;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a cluster stands.
 *
 * @param readiness whether its WAL comes in
 * @param lagBytes WAL that is not durable yet; empty while that is not known
 * @param lastBackup the newest good one; empty if there is none, or if that is not known yet
 * @param jobs what runs by itself
 */
public record ClusterStatus(
        Readiness.State readiness, OptionalLong lagBytes, Optional<Backup> lastBackup, List<Job> jobs) {
    /** Knows how the clusters stand. Answers from memory. */
    @FunctionalInterface
    public interface Desk {
        /** By the clusters' names. */
        Map<String, ClusterStatus> clusters();
    }

    public ClusterStatus {
        jobs = List.copyOf(jobs);
    }

    /**
     * A good backup.
     *
     * @param name what the operator called it; may be empty
     */
    public record Backup(String id, String name, Instant started, Instant stopped, long plainBytes, long storedBytes) {}

    /**
     * Something that runs by itself.
     *
     * @param name {@code backup}, for one
     * @param schedule as it is configured
     * @param state {@code unknown}, {@code waiting}, {@code running} or {@code retrying}
     * @param last when the newest good run started
     * @param next when it runs, or should have run
     * @param overdue how long ago that was; zero if it is not late
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
}
