package io.pgcairn.daemon.catalog;

import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.postgres.SegmentName;
import io.pgcairn.daemon.postgres.SegmentSize;
import io.pgcairn.daemon.postgres.TimelineHistory;
import io.pgcairn.daemon.postgres.TimelineId;
import java.util.Optional;

/**
 * How far WAL reaches without a gap from a position along a timeline's history.
 *
 * @param end the position after the last byte that can be replayed
 * @param missing the segment at which the chain breaks although later WAL of the history is in the store; empty if
 *     the chain ends where the WAL ends
 */
public record WalCoverage(Lsn end, Optional<SegmentName> missing) {
    /**
     * Follows the chain. A segment is looked for on the newest timeline that had begun by then, as PostgreSQL does: a
     * new timeline's first segment repeats the old one's bytes up to the switch.
     *
     * @param from where replay starts
     */
    public static WalCoverage follow(WalInventory inventory, TimelineHistory history, Lsn from) {
        long number = inventory.segmentSize().numberOf(from);
        while (true) {
            SegmentName segment = segmentOf(history, inventory.segmentSize(), number);
            if (!inventory.isComplete(segment)) {
                return endsIn(inventory, history, segment, from);
            }
            number++;
        }
    }

    /** The segment of this number on the timeline for which PostgreSQL asks first. */
    public static SegmentName segmentOf(TimelineHistory history, SegmentSize size, long number) {
        TimelineId owner = history.timeline();
        for (TimelineHistory.Branch branch : history.ancestors().reversed()) {
            if (size.numberOf(branch.end()) <= number) {
                break;
            }
            owner = branch.timeline();
        }
        return new SegmentName(owner, number);
    }

    private static WalCoverage endsIn(WalInventory inventory, TimelineHistory history, SegmentName segment, Lsn from) {
        Lsn end = from.max(segment.start(inventory.segmentSize()).plus(inventory.tailBytes(segment)))
                .max(endBeforeSwitch(inventory, history, segment));
        boolean hasLater = inventory.hasLater(segment)
                || inventory.hasBrokenTails(segment)
                || hasNewer(inventory, history, segment.timeline());
        return new WalCoverage(end, hasLater ? Optional.of(segment) : Optional.empty());
    }

    /** A new timeline of which nothing is stored yet: the old one's bytes reach to the switch at most. */
    private static Lsn endBeforeSwitch(WalInventory inventory, TimelineHistory history, SegmentName segment) {
        Lsn end = Lsn.ZERO;
        for (TimelineHistory.Branch branch : history.ancestors()) {
            SegmentName last = new SegmentName(branch.timeline(), segment.number());
            if (inventory.segmentSize().numberOf(branch.end()) == segment.number()) {
                int held = inventory.isComplete(last) ? inventory.segmentSize().bytes() : inventory.tailBytes(last);
                Lsn reached = last.start(inventory.segmentSize()).plus(held);
                end = end.max(reached.isBefore(branch.end()) ? reached : branch.end());
            }
        }
        return end;
    }

    private static boolean hasNewer(WalInventory inventory, TimelineHistory history, TimelineId than) {
        return history.ancestors().stream()
                        .map(TimelineHistory.Branch::timeline)
                        .anyMatch(older -> older.compareTo(than) > 0 && inventory.hasWal(older))
                || history.timeline().compareTo(than) > 0 && inventory.hasWal(history.timeline());
    }
}
