package io.pgcairn.daemon.restore;

import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.daemon.catalog.BackupRecord;
import io.pgcairn.daemon.fault.Fault;
import io.pgcairn.daemon.postgres.TimelineHistory;
import io.pgcairn.daemon.postgres.TimelineId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Chooses backup and timeline: the newest timeline on which a backup stops before the target, and there the newest
 * such backup. Within one history positions only grow, so the newest is the one that stops last by position; clocks
 * decide nothing.
 */
final class BackupChoice {
    private static final Comparator<BackupRecord> BY_POSITION =
            Comparator.comparing(BackupRecord::stopLsn).thenComparing(BackupRecord::id);

    private final RestoreFacts facts;
    private final RestoreRequest request;

    BackupChoice(RestoreFacts facts, RestoreRequest request) {
        this.facts = facts;
        this.request = request;
    }

    StartingPoint choose() throws RestoreException {
        if (facts.backups().isEmpty()) {
            throw new RestoreException(
                    Fault.NO_BACKUP, "there is no good backup of this cluster", "take one with: pgcairn backup --wait");
        }
        List<BackupRecord> candidates = candidates();
        List<TimelineHistory> histories = histories();
        Optional<StartingPoint> found = histories.stream()
                .flatMap(history -> newestBefore(history, candidates).stream())
                .findFirst();
        return found.isPresent() ? found.get() : refuse(candidates, histories);
    }

    private List<BackupRecord> candidates() throws RestoreException {
        if (request.backup().isEmpty()) {
            return facts.backups();
        }
        BackupId wanted = request.backup().get();
        List<BackupRecord> named = facts.backups().stream()
                .filter(backup -> backup.id().equals(wanted))
                .toList();
        if (named.isEmpty()) {
            throw new RestoreException(
                    Fault.BACKUP_UNKNOWN,
                    "there is no good backup " + wanted,
                    "pgcairn list shows the backups that there are");
        }
        return named;
    }

    /** The histories that may be followed, the most wanted first. */
    private List<TimelineHistory> histories() throws RestoreException {
        List<TimelineHistory> newestFirst =
                List.copyOf(facts.histories().descendingMap().values());
        return switch (request.timeline()) {
            case TargetTimeline.Latest _ -> newestFirst;
            case TargetTimeline.Current _ -> newestFirst;
            case TargetTimeline.Numbered(TimelineId id) -> List.of(require(id));
        };
    }

    private TimelineHistory require(TimelineId id) throws RestoreException {
        TimelineHistory history = facts.histories().get(id);
        if (history == null) {
            boolean isBroken = facts.unreadable().containsKey(id);
            throw new RestoreException(
                    isBroken ? Fault.CORRUPT : Fault.TARGET_INVALID,
                    isBroken
                            ? "timeline " + id + " cannot be followed: "
                                    + facts.unreadable().get(id)
                            : "there is no timeline " + id + " in the store",
                    "the timelines that can be followed are "
                            + facts.histories().keySet());
        }
        return history;
    }

    private Optional<StartingPoint> newestBefore(TimelineHistory history, List<BackupRecord> candidates) {
        return candidates.stream()
                .filter(backup -> mayFollow(backup, history) && stopsBeforeTarget(backup))
                .max(BY_POSITION)
                .map(backup -> new StartingPoint(backup, history));
    }

    private boolean mayFollow(BackupRecord backup, TimelineHistory history) {
        boolean isCurrent = request.timeline() instanceof TargetTimeline.Current;
        return isCurrent ? backup.timeline().equals(history.timeline()) : StartingPoint.isOn(backup, history);
    }

    private boolean stopsBeforeTarget(BackupRecord backup) {
        return switch (request.target()) {
            case RecoveryTarget.Latest _, RecoveryTarget.Immediate _, RecoveryTarget.RestorePoint _ -> true;
            case RecoveryTarget.Time(var time) -> !soundStop(backup).isAfter(time);
            case RecoveryTarget.Position(var lsn) -> !backup.stopLsn().isAfter(lsn);
            case RecoveryTarget.Transaction transaction -> backup.nextXid() <= transaction.withEpoch(newestXid());
        };
    }

    /** Not before that of any backup that it lies behind: a clock that was set back must not make it an older one. */
    private Instant soundStop(BackupRecord backup) {
        return facts.backups().stream()
                .filter(other -> other.timeline().equals(backup.timeline())
                        && !other.stopLsn().isAfter(backup.stopLsn()))
                .map(BackupRecord::stopTime)
                .max(Comparator.naturalOrder())
                .orElse(backup.stopTime());
    }

    private long newestXid() {
        return facts.backups().stream().mapToLong(BackupRecord::nextXid).max().orElse(0);
    }

    private StartingPoint refuse(List<BackupRecord> candidates, List<TimelineHistory> histories)
            throws RestoreException {
        Optional<BackupRecord> earliest = candidates.stream()
                .filter(backup -> histories.stream().anyMatch(history -> mayFollow(backup, history)))
                .min(BY_POSITION);
        if (earliest.isEmpty()) {
            throw new RestoreException(
                    Fault.NO_BACKUP,
                    "no backup lies on the timeline that is to be followed",
                    "leave --target-timeline out, or name the timeline of a backup as pgcairn list shows it");
        }
        BackupRecord first = earliest.get();
        throw new RestoreException(
                Fault.TARGET_BEFORE_FIRST_BACKUP,
                request.target() + " lies before the end of "
                        + (request.backup().isPresent() ? "backup " : "the first backup, ") + first.id()
                        + ", which stops at LSN " + first.stopLsn() + ", time " + first.stopTime()
                        + ", transaction " + first.nextXid(),
                "choose a later target, or --target immediate to get that backup as it is");
    }
}
