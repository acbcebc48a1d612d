package io.pgcairn.daemon.catalog;

import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.postgres.SegmentName;
import io.pgcairn.daemon.postgres.SegmentSize;
import io.pgcairn.daemon.postgres.TimelineId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The names of one lineage's WAL, in order. Not safe for use by several threads. */
final class WalIndex {
    private final SegmentSize size;
    private final NavigableMap<SegmentName, SegmentHolding> segments = new TreeMap<>();
    private final NavigableMap<TimelineId, List<StoredName.History>> histories = new TreeMap<>();

    WalIndex(SegmentSize size) {
        this.size = size;
    }

    void put(StoredName name) {
        switch (name) {
            case StoredName.Segment segment ->
                segments.merge(
                        segment.segment(), SegmentHolding.NOTHING.with(segment), (held, _) -> held.with(segment));
            case StoredName.Tail tail ->
                segments.merge(tail.segment(), SegmentHolding.NOTHING.with(tail), (held, _) -> held.with(tail));
            case StoredName.History history -> putHistory(history);
            case StoredName.Foreign _ -> {}
        }
    }

    private void putHistory(StoredName.History history) {
        List<StoredName.History> held = histories.computeIfAbsent(history.timeline(), _ -> new ArrayList<>(1));
        if (held.stream().noneMatch(known -> known.digest().equals(history.digest()))) {
            held.add(history);
        }
    }

    void removeTails(SegmentName segment) {
        segments.computeIfPresent(segment, (_, held) -> held.isComplete() ? held.withoutTails() : null);
    }

    SegmentHolding holding(SegmentName segment) {
        return segments.getOrDefault(segment, SegmentHolding.NOTHING);
    }

    List<StoredName.History> histories(TimelineId timeline) {
        return List.copyOf(histories.getOrDefault(timeline, List.of()));
    }

    List<TimelineId> timelinesWithHistory() {
        return List.copyOf(histories.navigableKeySet());
    }

    List<TimelineId> timelinesWithWal() {
        List<TimelineId> timelines = new ArrayList<>();
        SegmentName first = segments.isEmpty() ? null : segments.firstKey();
        while (first != null) {
            timelines.add(first.timeline());
            first = segments.higherKey(new SegmentName(first.timeline(), Long.MAX_VALUE));
        }
        return timelines;
    }

    /** The segments of a timeline of which anything is held, in order. */
    List<SegmentName> segmentsOf(TimelineId timeline) {
        return List.copyOf(of(timeline).navigableKeySet());
    }

    /** Whether anything of a later segment on the same timeline is held. */
    boolean hasLater(SegmentName segment) {
        SegmentName later = segments.higherKey(segment);
        return later != null && later.timeline().equals(segment.timeline());
    }

    /** All stretches without a gap on a timeline, in order. */
    List<WalRun> runs(TimelineId timeline) {
        List<WalRun> runs = new ArrayList<>();
        Lsn start = null;
        Lsn end = Lsn.ZERO;
        for (Map.Entry<SegmentName, SegmentHolding> entry : of(timeline).entrySet()) {
            Lsn segmentStart = entry.getKey().start(size);
            if (start != null && !end.equals(segmentStart)) {
                runs.add(new WalRun(timeline, start, end));
                start = null;
            }
            long held = entry.getValue().isComplete()
                    ? size.bytes()
                    : entry.getValue().coveredBytes();
            if (held > 0) {
                start = start == null ? segmentStart : start;
                end = segmentStart.plus(held);
            }
        }
        if (start != null) {
            runs.add(new WalRun(timeline, start, end));
        }
        return runs;
    }

    private NavigableMap<SegmentName, SegmentHolding> of(TimelineId timeline) {
        SegmentName first = new SegmentName(timeline, 0);
        SegmentName last = new SegmentName(timeline, Long.MAX_VALUE);
        return segments.subMap(first, true, last, true);
    }
}
