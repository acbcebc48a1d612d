package io.pgcairn.daemon.wal;

import io.pgcairn.daemon.catalog.WalInventory;
import io.pgcairn.daemon.catalog.WalRun;
import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.postgres.SegmentSize;
import io.pgcairn.daemon.postgres.TimelineHistory;
import io.pgcairn.daemon.postgres.TimelineId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds where streaming is to begin: at our own durable frontier along the server's history, never at the server's
 * position or the slot's. Intake leaves no hole, yet a store can lose objects: streaming begins at the first hole that
 * the slot says the server can still fill.
 */
final class StartPoints {
    private StartPoints() {}

    /**
     * The places to begin, the earliest first; where the server no longer has one's WAL the next is to be tried. Empty
     * if none of the history's WAL is in the store.
     *
     * @param kept the oldest WAL the slot keeps; empty if it keeps none
     */
    static List<StartPoint> candidates(WalInventory inventory, TimelineHistory history, Optional<Lsn> kept) {
        SegmentSize size = inventory.segmentSize();
        Optional<Lsn> available = kept.map(size::startOf);
        List<StartPoint> points = new ArrayList<>();
        for (TimelineId timeline : newestFirst(history)) {
            List<WalRun> runs = inventory.runs(timeline);
            if (!runs.isEmpty()) {
                boolean isNewest = points.isEmpty();
                points.addAll(0, after(runs, isNewest, available, history, size));
                available = available.or(() -> Optional.of(runs.getLast().end()));
            }
            if (!runs.isEmpty() && !runs.getFirst().start().isAfter(size.startOf(begin(history, timeline)))) {
                break;
            }
            // A kill can leave the hole at the timeline's very beginning: it is reached from the one before.
        }
        return points.stream().distinct().toList();
    }

    private static Lsn begin(TimelineHistory history, TimelineId timeline) {
        return history.ancestors().stream()
                .filter(branch -> branch.timeline().compareTo(timeline) < 0)
                .map(TimelineHistory.Branch::end)
                .reduce(Lsn.ZERO, Lsn::max);
    }

    private static List<TimelineId> newestFirst(TimelineHistory history) {
        List<TimelineId> timelines = new ArrayList<>();
        timelines.add(history.timeline());
        history.ancestors().reversed().forEach(branch -> timelines.add(branch.timeline()));
        return timelines;
    }

    /** @param isNewest whether the end of the last run is a place to begin though the slot does not keep it */
    private static List<StartPoint> after(
            List<WalRun> runs, boolean isNewest, Optional<Lsn> available, TimelineHistory history, SegmentSize size) {
        List<StartPoint> points = new ArrayList<>();
        for (WalRun run : runs) {
            boolean isLast = isNewest && run.equals(runs.getLast());
            boolean isKept = available.filter(from -> !run.end().isBefore(from)).isPresent();
            if (isLast || isKept) {
                points.add(at(run, size, history));
            }
        }
        return points;
    }

    private static StartPoint at(WalRun run, SegmentSize size, TimelineHistory history) {
        Optional<Lsn> switchPoint = history.endOf(run.timeline());
        if (switchPoint.isPresent() && !run.end().isBefore(switchPoint.get())) {
            // All of the old timeline is there: on with the one that the server's history says took over.
            Lsn lsn = switchPoint.get();
            return new StartPoint(history.timelineAt(lsn), size.startOf(lsn), lsn);
        }
        return new StartPoint(run.timeline(), size.startOf(run.end()), run.end());
    }
}
