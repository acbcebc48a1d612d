package io.pgcairn.daemon.retention;

import io.pgcairn.daemon.postgres.TimelineId;
import io.pgcairn.daemon.retention.TierCatalogue.Backup;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** From when on every moment is to stay restorable, and what that has to do with backups and timelines. */
final class RecoveryWindow {
    private final List<Backup> backups;
    private final RetentionPolicy policy;
    private final Instant start;

    /** @param newestFirst at least one backup, each of which can be restored */
    RecoveryWindow(List<Backup> newestFirst, RetentionPolicy policy) {
        this.backups = newestFirst;
        this.policy = policy;
        this.start = earlier(
                before(newestFirst.getFirst().stopped(), policy.window()),
                minimum().getLast().stopped());
    }

    private static Instant before(Instant moment, Duration span) {
        boolean isForEver = span.compareTo(Duration.between(Instant.MIN, moment)) > 0;
        return isForEver ? Instant.MIN : moment.minus(span);
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    Instant start() {
        return start;
    }

    /** The least number of newest ones. */
    List<Backup> minimum() {
        return backups.subList(0, Math.min(policy.minimum(), backups.size()));
    }

    /** Whether the backup stopped within the window. */
    boolean holds(Backup backup) {
        return backup.stopped().isAfter(start);
    }

    /** Those that stopped before the window began or just then. */
    List<Backup> older() {
        return backups.stream().filter(backup -> !holds(backup)).toList();
    }

    /**
     * Whether the server may have written on a timeline since the window began: a server never goes back to a lower
     * one, so a backup of a higher one that had stopped by then tells that it had not.
     */
    boolean isAlive(TimelineId timeline) {
        boolean isBackedUp =
                backups.stream().anyMatch(backup -> backup.timeline().equals(timeline) && holds(backup));
        return isBackedUp
                || backups.stream().noneMatch(backup -> backup.timeline().compareTo(timeline) > 0 && !holds(backup));
    }

    /** Whether a backup was taken on this timeline or a higher one. */
    boolean isBackedUpFrom(TimelineId timeline) {
        return backups.stream().anyMatch(backup -> backup.timeline().compareTo(timeline) >= 0);
    }
}
