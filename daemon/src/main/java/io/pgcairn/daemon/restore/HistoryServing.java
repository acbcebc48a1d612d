package io.pgcairn.daemon.restore;

import io.pgcairn.daemon.catalog.WalArchive;
import io.pgcairn.daemon.catalog.WalInventory;
import io.pgcairn.daemon.postgres.SegmentName;
import io.pgcairn.daemon.postgres.TimelineId;
import java.io.IOException;
import java.util.Optional;

/** Answers for history files. A missing one would make recovery stay on an older timeline without a word. */
final class HistoryServing {
    private final WalArchive archive;
    private final WalAncestry ancestry;

    HistoryServing(WalArchive archive, WalAncestry ancestry) {
        this.archive = archive;
        this.ancestry = ancestry;
    }

    WalAnswer serve(TimelineId timeline) throws IOException {
        WalInventory inventory = archive.inventory();
        if (!inventory.hasHistory(timeline)) {
            inventory.refreshFrom(timeline);
        }
        if (inventory.isContradictory(timeline)) {
            return contradicted(timeline);
        }
        if (inventory.hasHistory(timeline)) {
            return new WalAnswer.Found(WalFile.of(archive.fetchHistory(timeline)));
        }
        return missing(timeline);
    }

    private WalAnswer missing(TimelineId timeline) throws IOException {
        if (timeline.equals(TimelineId.FIRST)) {
            return new WalAnswer.Absent("timeline 1 has no history");
        }
        if (archive.inventory().hasLater(new SegmentName(timeline, 0))) {
            return gap(timeline, "segments of that timeline");
        }
        Optional<TimelineId> descendant = ancestry.descendant(timeline);
        if (descendant.isPresent()) {
            return gap(timeline, "the history of timeline " + descendant.get() + ", which descends from it");
        }
        return new WalAnswer.Absent("the store holds no history of timeline " + timeline + " and none of its WAL");
    }

    private static WalAnswer gap(TimelineId timeline, String held) {
        return new WalAnswer.Gap(
                "history missing: the store lacks " + timeline.historyFileName() + " but holds " + held
                        + ": recovery would stay on an older timeline",
                "store the file again from a server that has it in pg_wal, or name an older recovery_target_timeline");
    }

    static WalAnswer contradicted(TimelineId timeline) {
        return new WalAnswer.Contradicted(
                timeline.historyFileName() + " has two different contents in the store: two servers were promoted",
                "move the wrong server's objects out of the store");
    }
}
