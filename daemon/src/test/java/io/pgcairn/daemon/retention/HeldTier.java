package io.pgcairn.daemon.retention;

import io.pgcairn.daemon.postgres.SegmentName;
import io.pgcairn.daemon.postgres.SegmentSize;
import io.pgcairn.daemon.postgres.TimelineId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A tier as plain sets: what is really there.
 *
 * @param backups the good ones
 * @param segments their numbers, by timeline
 * @param histories the timelines whose history file is there
 */
record HeldTier(
        List<TierCatalogue.Backup> backups, SortedMap<Long, SortedSet<Long>> segments, SortedSet<Long> histories) {
    static final SegmentSize SIZE = new SegmentSize(1 << 20);

    HeldTier() {
        this(new ArrayList<>(), new TreeMap<>(), new TreeSet<>());
    }

    void store(long timeline, long segment) {
        segments.computeIfAbsent(timeline, _ -> new TreeSet<>()).add(segment);
    }

    boolean holds(long timeline, long segment) {
        return segments.getOrDefault(timeline, new TreeSet<>()).contains(segment);
    }

    TierCatalogue catalogue() {
        List<TierCatalogue.Timeline> timelines = new ArrayList<>();
        segments.forEach((id, held) -> timelines.add(new TierCatalogue.Timeline(new TimelineId(id), held.getFirst())));
        return new TierCatalogue(SIZE, backups, timelines);
    }

    /** What is left when all has gone that may. */
    HeldTier after(RetentionPlan.Decided plan) {
        HeldTier left = new HeldTier();
        backups.stream()
                .filter(backup -> plan.verdicts().get(backup.id()) instanceof Verdict.Kept)
                .forEach(left.backups::add);
        for (Map.Entry<Long, SortedSet<Long>> held : segments.entrySet()) {
            held.getValue().stream()
                    .filter(number -> plan.wal().needs(new SegmentName(new TimelineId(held.getKey()), number)))
                    .forEach(number -> left.store(held.getKey(), number));
        }
        histories.stream()
                .filter(timeline -> plan.wal().needsHistory(new TimelineId(timeline)))
                .forEach(left.histories::add);
        return left;
    }
}
