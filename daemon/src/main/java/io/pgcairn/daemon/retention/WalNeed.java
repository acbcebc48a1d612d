package io.pgcairn.daemon.retention;

import io.pgcairn.daemon.postgres.SegmentName;
import io.pgcairn.daemon.postgres.TimelineId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Which WAL the kept backups need. Asking costs a binary search, so that it may be asked of every name of a listing.
 *
 * @param stretches of segments; given in any order and overlapping, kept sorted and merged
 * @param sweeps what is kept of timelines of which it is not known whether they are needed
 * @param histories the timelines whose history files are needed, besides those of sweeps
 */
public record WalNeed(List<Stretch> stretches, List<Sweep> sweeps, Set<TimelineId> histories) {
    private static final Comparator<Stretch> IN_ORDER =
            Comparator.comparing(Stretch::timeline).thenComparingLong(Stretch::first);

    /**
     * Segments of one timeline.
     *
     * @param first the number of the first one
     * @param last the number of the last one; {@link Long#MAX_VALUE} for all that come
     */
    public record Stretch(TimelineId timeline, long first, long last) {
        public Stretch {
            if (first < 0 || last < first) {
                throw new IllegalArgumentException("no stretch of segments: " + first + " to " + last);
            }
        }

        private boolean isTouchedBy(Stretch later) {
            return later.timeline.equals(timeline) && later.first - 1 <= last;
        }

        private Stretch joined(Stretch later) {
            return new Stretch(timeline, first, Math.max(last, later.last));
        }
    }

    /**
     * All WAL of a range of timelines, known now or not, from one segment on.
     *
     * @param lowest the first timeline, {@code highest} the last
     * @param first the number of the first segment
     */
    public record Sweep(TimelineId lowest, TimelineId highest, long first) {
        boolean spans(TimelineId timeline) {
            return lowest.compareTo(timeline) <= 0 && timeline.compareTo(highest) <= 0;
        }

        private boolean covers(Sweep other) {
            return spans(other.lowest) && spans(other.highest) && first <= other.first;
        }
    }

    public WalNeed {
        stretches = merged(stretches);
        sweeps = widest(sweeps);
        histories = Set.copyOf(histories);
    }

    /** What is known to be needed and nothing else. */
    public WalNeed(List<Stretch> stretches, Set<TimelineId> histories) {
        this(stretches, List.of(), histories);
    }

    private static List<Stretch> merged(List<Stretch> stretches) {
        List<Stretch> merged = new ArrayList<>();
        for (Stretch stretch : stretches.stream().sorted(IN_ORDER).toList()) {
            if (!merged.isEmpty() && merged.getLast().isTouchedBy(stretch)) {
                merged.add(merged.removeLast().joined(stretch));
            } else {
                merged.add(stretch);
            }
        }
        return List.copyOf(merged);
    }

    private static List<Sweep> widest(List<Sweep> sweeps) {
        List<Sweep> distinct = sweeps.stream().distinct().toList();
        return distinct.stream()
                .filter(sweep -> distinct.stream().noneMatch(other -> !other.equals(sweep) && other.covers(sweep)))
                .toList();
    }

    /** Whether a segment is needed, whole or as tails. */
    public boolean needs(SegmentName segment) {
        return isInStretch(segment)
                || sweeps.stream()
                        .anyMatch(sweep -> sweep.spans(segment.timeline()) && sweep.first() <= segment.number());
    }

    private boolean isInStretch(SegmentName segment) {
        int low = 0;
        int high = stretches.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            Stretch stretch = stretches.get(middle);
            int side = segment.timeline().compareTo(stretch.timeline());
            if (side < 0 || side == 0 && segment.number() < stretch.first()) {
                high = middle - 1;
            } else if (side > 0 || segment.number() > stretch.last()) {
                low = middle + 1;
            } else {
                return true;
            }
        }
        return false;
    }

    /** Whether a timeline's history file is needed. */
    public boolean needsHistory(TimelineId timeline) {
        return histories.contains(timeline) || sweeps.stream().anyMatch(sweep -> sweep.spans(timeline));
    }
}
