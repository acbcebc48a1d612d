package io.pgcairn.daemon.restore;

import io.pgcairn.daemon.catalog.WalInventory;
import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.postgres.SegmentName;
import io.pgcairn.daemon.postgres.TimelineId;
import java.io.IOException;
import java.util.Optional;

/**
 * Decides from the store's names what is to be said about a segment. What is in memory may be old, so it can prove that
 * a segment is there but never that it is not.
 */
final class SegmentJudge {
    private static final String GAP_HINT =
            "choose a recovery target before this segment, or bring it into the store from another copy";

    private final WalInventory inventory;
    private final WalAncestry ancestry;

    SegmentJudge(WalInventory inventory, WalAncestry ancestry) {
        this.inventory = inventory;
        this.ancestry = ancestry;
    }

    SegmentVerdict judge(SegmentName segment) throws IOException {
        if (!inventory.isComplete(segment)) {
            inventory.refreshFrom(segment);
        }
        if (!inventory.isComplete(segment)) {
            // Again: a complete segment sorts before its tails, so one that takes their place while a listing runs may
            // be missed together with them. It was stored before they went, so the next listing has it.
            inventory.refreshFrom(segment);
        }
        if (inventory.isContradictory(segment)) {
            return told(contradicted(segment));
        }
        if (inventory.isComplete(segment)) {
            return new SegmentVerdict.Whole();
        }
        return inventory.hasBrokenTails(segment) || inventory.tailBytes(segment) > 0
                ? judgeTails(segment)
                : judgeMissing(segment);
    }

    private SegmentVerdict judgeTails(SegmentName segment) throws IOException {
        if (inventory.hasBrokenTails(segment)) {
            return gap(segment, "holds a later part of it");
        }
        return later(segment, segment.end(inventory.segmentSize())).orElse(new SegmentVerdict.Last());
    }

    private SegmentVerdict judgeMissing(SegmentName segment) throws IOException {
        if (ancestry.isBeforeBegin(segment)) {
            return told(new WalAnswer.Absent(
                    name(segment) + " lies before the beginning of timeline " + segment.timeline()));
        }
        return later(segment, segment.start(inventory.segmentSize()))
                .orElseGet(() -> told(new WalAnswer.Absent(
                        "the store holds neither " + name(segment) + " nor later WAL of its timeline")));
    }

    /** A gap, if WAL is stored that can only be reached through this segment. */
    private Optional<SegmentVerdict> later(SegmentName segment, Lsn reached) throws IOException {
        if (inventory.hasLater(segment)) {
            return Optional.of(gap(segment, "holds later segments of timeline " + segment.timeline()));
        }
        for (TimelineId timeline : inventory.timelinesWithHistory()) {
            if (timeline.compareTo(segment.timeline()) > 0 && inventory.isContradictory(timeline)) {
                return Optional.of(told(HistoryServing.contradicted(timeline)));
            }
        }
        return ancestry.continuation(segment.timeline(), reached)
                .map(newer -> gap(segment, "holds WAL of timeline " + newer + ", which branched off after it"));
    }

    private SegmentVerdict gap(SegmentName segment, String later) {
        return told(new WalAnswer.Gap(
                "WAL segment " + name(segment) + " is missing from the store, which " + later
                        + ": recovery would end early",
                GAP_HINT));
    }

    WalAnswer contradicted(SegmentName segment) {
        return new WalAnswer.Contradicted(
                "WAL segment " + name(segment) + " has two different contents in the store: two servers wrote timeline "
                        + segment.timeline(),
                "choose a recovery target before this segment, or move the wrong server's objects out of the store");
    }

    private String name(SegmentName segment) {
        return segment.fileName(inventory.segmentSize());
    }

    private static SegmentVerdict told(WalAnswer answer) {
        return new SegmentVerdict.Told(answer);
    }
}
