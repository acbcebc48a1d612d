package io.pgcairn.daemon.retention;

import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.postgres.TimelineId;
import io.pgcairn.daemon.retention.TierCatalogue.Backup;
import io.pgcairn.daemon.retention.Verdict.Reason;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Decides what a tier keeps of one lineage. A pure function of what the tier holds, what it is to keep, and the time,
 * which serves only to see that clocks make sense. Safe for use by several threads.
 */
public final class RetentionPlanner {
    private static final Comparator<Backup> NEWEST_FIRST = Comparator.comparing(Backup::stopped)
            .thenComparing(Line.BY_POSITION)
            .reversed();

    /**
     * Plans.
     *
     * @param now by the clock of this host
     */
    public RetentionPlan plan(TierCatalogue told, RetentionPolicy policy, Instant now) {
        TierCatalogue catalogue = SoundTimes.of(told);
        Increments increments = new Increments(catalogue.backups());
        List<Backup> newestFirst =
                catalogue.backups().stream().sorted(NEWEST_FIRST).toList();
        List<Backup> whole = newestFirst.stream().filter(increments::isWhole).toList();
        if (whole.isEmpty()) {
            return new RetentionPlan.Refused(
                    "there is no backup that could be restored, so nothing says which WAL is needed",
                    "take one with: pgcairn backup --wait",
                    !newestFirst.isEmpty());
        }
        ClockSense clocks = new ClockSense(now, policy.window());
        Optional<RetentionPlan.Refused> doubt = clocks.doubt(newestFirst);
        // Days are those that were told: they are not to change with what other backups there are.
        Periods periods = new Periods(
                told.backups().stream()
                        .filter(increments::isWhole)
                        .sorted(NEWEST_FIRST)
                        .toList(),
                policy);
        return doubt.isPresent() ? doubt.get() : decide(catalogue, policy, periods, newestFirst, whole, increments);
    }

    private static RetentionPlan decide(
            TierCatalogue catalogue,
            RetentionPolicy policy,
            Periods periods,
            List<Backup> all,
            List<Backup> whole,
            Increments increments) {
        RecoveryWindow window = new RecoveryWindow(whole, policy);
        Ancestry ancestry = new Ancestry(catalogue);
        NavigableSet<TimelineId> timelines = ancestry.timelines();
        List<Line> lines = timelines.stream()
                .filter(window::isAlive)
                .flatMap(timeline -> ancestry.linesTo(timeline).stream())
                .toList();

        KeptBackups kept = new KeptBackups();
        kept.keep(all.stream().filter(window::holds).toList(), Reason.WINDOW);
        lines.forEach(line -> kept.keep(line.bases(window.older()), Reason.WINDOW));
        kept.keep(window.minimum(), Reason.MINIMUM);
        periods.kept().forEach((reason, backups) -> kept.keep(backups, reason));
        kept.keep(all.stream().filter(Backup::isHeld).toList(), Reason.HOLD);
        kept.keep(all.stream().filter(Backup::isRead).toList(), Reason.RESTORE);
        kept.keepParents(increments);

        WalGathering wal = new WalGathering(catalogue.segmentSize());
        gather(kept, lines, window, wal);
        wal.above(timelines.last());
        Forecast forecast = new Forecast(lines, whole, policy.window());
        return new RetentionPlan.Decided(window.start(), verdicts(all, kept, forecast), wal.need());
    }

    private static void gather(KeptBackups kept, List<Line> lines, RecoveryWindow window, WalGathering wal) {
        for (Backup backup : kept.all()) {
            wal.between(backup.timeline(), backup.start(), backup.stop());
            if (backup.isRead()) {
                wal.sweepUp(backup.timeline(), backup.start());
            }
        }
        List<Backup> starts = kept.withLaterWal();
        for (Line line : lines) {
            line.gather(starts, wal);
            // A backup may be running on a timeline that is too new to have one, and its start is not known yet.
            if (!window.isBackedUpFrom(line.timeline()) && starts.stream().noneMatch(line::mayUse)) {
                wal.from(line.timeline(), Lsn.ZERO);
            }
        }
    }

    private static SortedMap<BackupId, Verdict> verdicts(List<Backup> all, KeptBackups kept, Forecast forecast) {
        SortedMap<BackupId, Verdict> verdicts = new TreeMap<>();
        for (Backup backup : all) {
            Set<Reason> reasons = kept.reasons(backup);
            Optional<Instant> until =
                    reasons.equals(Set.of(Reason.WINDOW)) ? forecast.leaves(backup) : Optional.empty();
            verdicts.put(backup.id(), reasons.isEmpty() ? new Verdict.Expired() : new Verdict.Kept(reasons, until));
        }
        return verdicts;
    }
}
