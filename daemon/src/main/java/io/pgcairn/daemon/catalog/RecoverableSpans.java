package io.pgcairn.daemon.catalog;

import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.postgres.SegmentName;
import io.pgcairn.daemon.postgres.SegmentSize;
import io.pgcairn.daemon.postgres.TimelineHistory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What can be restored of a lineage, from its backups and the names of its WAL alone.
 *
 * @param spans the newest timeline's first; those of one history ascend
 * @param broken good backups that lack WAL of their own: nothing can be restored from them
 */
public record RecoverableSpans(List<RecoverableSpan> spans, List<Broken> broken) {
    /**
     * A backup that is of no use.
     *
     * @param missing the first segment that is missing
     */
    public record Broken(BackupId backup, SegmentName missing) {}

    public RecoverableSpans {
        spans = List.copyOf(spans);
        broken = List.copyOf(broken);
    }

    /** @param histories of all timelines whose ancestry is known */
    static RecoverableSpans of(
            WalInventory inventory, List<BackupRecord> backups, Collection<TimelineHistory> histories) {
        List<BackupRecord> ascending = backups.stream()
                .sorted(Comparator.comparing(BackupRecord::startLsn).thenComparing(BackupRecord::stopLsn))
                .toList();
        List<TimelineHistory> newestFirst = histories.stream()
                .sorted(Comparator.comparing(TimelineHistory::timeline).reversed())
                .toList();
        List<RecoverableSpan> all = new ArrayList<>();
        List<Broken> broken = new ArrayList<>();
        List<TimelineHistory> told = new ArrayList<>();
        for (TimelineHistory history : newestFirst) {
            Along along = new Along(inventory, history);
            ascending.stream().filter(backup -> isUsable(backup, history)).forEach(along::add);
            along.spans.stream()
                    .filter(span -> told.stream().noneMatch(span::isPartOf))
                    .forEach(all::add);
            along.broken.stream()
                    .filter(lame -> backupOn(ascending, lame, history))
                    .forEach(broken::add);
            told.add(history);
        }
        return new RecoverableSpans(all, broken);
    }

    /** A later timeline shows a backup's own WAL where the old one had it; the backup's own timeline is what counts. */
    private static boolean backupOn(List<BackupRecord> backups, Broken broken, TimelineHistory history) {
        return backups.stream()
                .anyMatch(backup ->
                        backup.id().equals(broken.backup()) && backup.timeline().equals(history.timeline()));
    }

    private static boolean isUsable(BackupRecord backup, TimelineHistory history) {
        return backup.timeline().equals(history.timeline())
                || history.endOf(backup.timeline())
                        .filter(end -> !end.isBefore(backup.stopLsn()))
                        .isPresent();
    }

    /** The span that goes on now, or the one that ended last: what a restore to a moment is mostly about. */
    public Optional<RecoverableSpan> newest() {
        List<RecoverableSpan> newest = ofNewestTimeline();
        return newest.isEmpty() ? Optional.empty() : Optional.of(newest.getLast());
    }

    /** The spans that a restore reaches without naming a timeline, ascending. */
    public List<RecoverableSpan> ofNewestTimeline() {
        return spans.stream()
                .filter(span -> span.history()
                        .timeline()
                        .equals(spans.getFirst().history().timeline()))
                .toList();
    }

    /** The spans along one history. Backups come in ascending order, so every segment is looked at once. */
    private static final class Along {
        private final WalInventory inventory;
        private final TimelineHistory history;
        private final List<RecoverableSpan> spans = new ArrayList<>();
        private final List<Broken> broken = new ArrayList<>();
        private WalCoverage chain = new WalCoverage(Lsn.ZERO, Optional.empty());
        private boolean hasChain;

        Along(WalInventory inventory, TimelineHistory history) {
            this.inventory = inventory;
            this.history = history;
        }

        void add(BackupRecord backup) {
            if (!hasChain || chain.end().isBefore(backup.startLsn())) {
                chain = WalCoverage.follow(inventory, history, backup.startLsn());
                hasChain = true;
            }
            if (chain.end().isBefore(backup.stopLsn())) {
                SegmentSize size = inventory.segmentSize();
                SegmentName first = WalCoverage.segmentOf(history, size, size.numberOf(chain.end()));
                broken.add(new Broken(backup.id(), chain.missing().orElse(first)));
                return;
            }
            if (!spans.isEmpty() && !spans.getLast().end().isBefore(backup.stopLsn())) {
                RecoverableSpan open = spans.removeLast();
                spans.add(new RecoverableSpan(history, open.first(), backup, open.end(), open.missing(), false));
            } else {
                spans.add(new RecoverableSpan(
                        history, backup, backup, chain.end(), chain.missing(), isPoint(backup, chain)));
            }
        }

        /** Beyond a backup's own WAL there is none, though there is some later: it is kept for itself. */
        private boolean isPoint(BackupRecord backup, WalCoverage chain) {
            Lsn lastByte = new Lsn(Math.max(0, backup.stopLsn().value() - 1));
            SegmentName own = WalCoverage.segmentOf(
                    history, inventory.segmentSize(), inventory.segmentSize().numberOf(lastByte));
            return chain.missing().isPresent() && !chain.end().isAfter(own.end(inventory.segmentSize()));
        }
    }
}
