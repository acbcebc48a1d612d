package io.pgcairn.daemon.retention;

import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.postgres.SegmentSize;
import io.pgcairn.daemon.postgres.TimelineId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Gathers what is needed of the WAL. Not safe for use by several threads. */
final class WalGathering {
    private static final TimelineId LAST_TIMELINE = new TimelineId(0xFFFF_FFFFL);

    private final SegmentSize size;
    private final List<WalNeed.Stretch> stretches = new ArrayList<>();
    private final List<WalNeed.Sweep> sweeps = new ArrayList<>();

    WalGathering(SegmentSize size) {
        this.size = size;
    }

    /** The segments of both positions and those between them. */
    void between(TimelineId timeline, Lsn from, Lsn to) {
        stretches.add(new WalNeed.Stretch(timeline, size.numberOf(from), size.numberOf(to)));
    }

    /** The segment of this position and all later ones. */
    void from(TimelineId timeline, Lsn from) {
        stretches.add(new WalNeed.Stretch(timeline, size.numberOf(from), Long.MAX_VALUE));
    }

    /** The same of every timeline of a range. */
    void sweep(TimelineId lowest, TimelineId highest, Lsn from) {
        sweeps.add(new WalNeed.Sweep(lowest, highest, size.numberOf(from)));
    }

    /** The same of this timeline and every higher one. */
    void sweepUp(TimelineId lowest, Lsn from) {
        sweep(lowest, LAST_TIMELINE, from);
    }

    /** All WAL of every timeline that is higher. */
    void above(TimelineId timeline) {
        if (!timeline.equals(LAST_TIMELINE)) {
            sweepUp(new TimelineId(timeline.value() + 1), Lsn.ZERO);
        }
    }

    WalNeed need() {
        // Timeline 1 has no history file.
        Set<TimelineId> histories = stretches.stream()
                .map(WalNeed.Stretch::timeline)
                .filter(timeline -> !timeline.equals(TimelineId.FIRST))
                .collect(Collectors.toSet());
        return new WalNeed(stretches, sweeps, histories);
    }
}
