package io.pgcairn.daemon.restore;

import io.pgcairn.daemon.catalog.WalArchive;
import io.pgcairn.daemon.catalog.WalInventory;
import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.postgres.SegmentName;
import io.pgcairn.daemon.postgres.TimelineHistory;
import io.pgcairn.daemon.postgres.TimelineId;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** How the stored timelines descend from one another. Safe for use by several threads. */
final class WalAncestry {
    private final WalArchive archive;

    /** A stored history never changes, so it is read once. */
    private final Map<TimelineId, TimelineHistory> read = new ConcurrentHashMap<>();

    WalAncestry(WalArchive archive) {
        this.archive = archive;
    }

    /** Whether the segment lies before the first one that its timeline wrote, by a stored history. */
    boolean isBeforeBegin(SegmentName segment) throws IOException {
        WalInventory inventory = archive.inventory();
        if (!inventory.hasHistory(segment.timeline())) {
            return false;
        }
        Lsn begin = history(segment.timeline()).begin();
        return segment.number() < inventory.segmentSize().numberOf(begin);
    }

    /** A stored timeline whose history goes through {@code timeline}. */
    Optional<TimelineId> descendant(TimelineId timeline) throws IOException {
        for (TimelineId newer : archive.inventory().timelinesWithHistory()) {
            if (newer.compareTo(timeline) > 0 && history(newer).contains(timeline)) {
                return Optional.of(newer);
            }
        }
        return Optional.empty();
    }

    /** A timeline with WAL in the store whose history stays on {@code timeline} until after {@code position}. */
    Optional<TimelineId> continuation(TimelineId timeline, Lsn position) throws IOException {
        for (TimelineId newer : archive.inventory().timelinesWithHistory()) {
            boolean branchesLater = newer.compareTo(timeline) > 0
                    && history(newer)
                            .endOf(timeline)
                            .filter(end -> end.isAfter(position))
                            .isPresent();
            if (branchesLater && archive.inventory().hasLater(new SegmentName(newer, 0))) {
                return Optional.of(newer);
            }
        }
        return Optional.empty();
    }

    private TimelineHistory history(TimelineId timeline) throws IOException {
        TimelineHistory known = read.get(timeline);
        if (known == null) {
            known = archive.history(timeline);
            read.put(timeline, known);
        }
        return known;
    }
}
