package io.pgcairn.daemon.catalog;

import io.pgcairn.daemon.pipeline.ContentDigest;
import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.postgres.SegmentName;
import io.pgcairn.daemon.postgres.SegmentSize;
import io.pgcairn.daemon.postgres.TimelineId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The names of one lineage's WAL, in order. What nearly all segments are, complete and with one content, is kept in
 * columns of numbers; objects are made only of tails and of contents that contradict one another. Not safe for use by
 * several threads.
 */
final class WalIndex {
    private final WalNames names;
    private final SegmentSize size;
    private final NavigableMap<TimelineId, SegmentColumn> columns = new TreeMap<>();

    /** Stays empty. */
    private final SegmentColumn none = new SegmentColumn();

    /** Tails, and contents of a segment beside the one in the column. */
    private final NavigableMap<SegmentName, SegmentHolding> others = new TreeMap<>();

    private final NavigableMap<TimelineId, List<StoredName.History>> histories = new TreeMap<>();

    WalIndex(WalNames names, SegmentSize size) {
        this.names = names;
        this.size = size;
    }

    void put(StoredName name) {
        switch (name) {
            case StoredName.Segment segment -> putSegment(segment);
            case StoredName.Tail tail ->
                others.merge(tail.segment(), SegmentHolding.NOTHING.with(tail), (held, _) -> held.with(tail));
            case StoredName.History history -> putHistory(history);
            case StoredName.Foreign _ -> {}
        }
    }

    private void putSegment(StoredName.Segment segment) {
        SegmentColumn column = columns.computeIfAbsent(segment.segment().timeline(), _ -> new SegmentColumn());
        int place = column.find(segment.segment().number());
        if (place < 0) {
            boolean isSealed = WalNames.isSealed(segment.key());
            column.insert(place, segment.segment().number(), segment.digest().value(), isSealed);
        } else if (column.digest(place) != segment.digest().value()) {
            others.merge(segment.segment(), SegmentHolding.NOTHING.with(segment), (held, _) -> held.with(segment));
        }
    }

    private void putHistory(StoredName.History history) {
        List<StoredName.History> held = histories.computeIfAbsent(history.timeline(), _ -> new ArrayList<>(1));
        if (held.stream().noneMatch(known -> known.digest().equals(history.digest()))) {
            held.add(history);
        }
    }

    void removeTails(SegmentName segment) {
        others.computeIfPresent(segment, (_, held) -> held.isComplete() ? held.withoutTails() : null);
    }

    boolean isComplete(SegmentName segment) {
        return column(segment.timeline()).find(segment.number()) >= 0;
    }

    SegmentHolding holding(SegmentName segment) {
        SegmentHolding other = others.getOrDefault(segment, SegmentHolding.NOTHING);
        SegmentColumn column = column(segment.timeline());
        int place = column.find(segment.number());
        if (place < 0) {
            return other;
        }
        ContentDigest digest = new ContentDigest(column.digest(place));
        List<StoredName.Segment> contents = new ArrayList<>();
        contents.add(new StoredName.Segment(
                names.segment(segment, digest, WalNames.suffix(column.isSealed(place))), segment, digest));
        contents.addAll(other.contents());
        return new SegmentHolding(contents, other.tails());
    }

    List<StoredName.History> histories(TimelineId timeline) {
        return List.copyOf(histories.getOrDefault(timeline, List.of()));
    }

    List<TimelineId> timelinesWithHistory() {
        return List.copyOf(histories.navigableKeySet());
    }

    List<TimelineId> timelinesWithWal() {
        NavigableSet<TimelineId> timelines = new TreeSet<>(columns.keySet());
        SegmentName first = others.isEmpty() ? null : others.firstKey();
        while (first != null) {
            timelines.add(first.timeline());
            first = others.higherKey(new SegmentName(first.timeline(), Long.MAX_VALUE));
        }
        return List.copyOf(timelines);
    }

    /** The segments of a timeline of which anything is held, in order. */
    List<SegmentName> segmentsOf(TimelineId timeline) {
        SegmentColumn column = column(timeline);
        NavigableSet<SegmentName> segments = new TreeSet<>(tailed(timeline).navigableKeySet());
        for (int i = 0; i < column.size(); i++) {
            segments.add(new SegmentName(timeline, column.number(i)));
        }
        return List.copyOf(segments);
    }

    /** The first segment of a timeline of which anything is held. */
    Optional<SegmentName> first(TimelineId timeline) {
        SegmentColumn column = column(timeline);
        Stream<SegmentName> whole =
                column.size() == 0 ? Stream.of() : Stream.of(new SegmentName(timeline, column.number(0)));
        return Stream.concat(whole, tailed(timeline).navigableKeySet().stream().limit(1))
                .min(Comparator.naturalOrder());
    }

    /** Whether anything of a timeline is held. */
    boolean hasWal(TimelineId timeline) {
        return column(timeline).size() > 0 || !tailed(timeline).isEmpty();
    }

    /** Whether anything of a later segment on the same timeline is held. */
    boolean hasLater(SegmentName segment) {
        SegmentColumn column = column(segment.timeline());
        if (column.size() > 0 && column.number(column.size() - 1) > segment.number()) {
            return true;
        }
        SegmentName later = others.higherKey(segment);
        return later != null && later.timeline().equals(segment.timeline());
    }

    /** All stretches without a gap on a timeline, in order. */
    List<WalRun> runs(TimelineId timeline) {
        RunBuilder runs = new RunBuilder(timeline, size);
        SegmentColumn column = column(timeline);
        int next = 0;
        for (SegmentName odd : tailed(timeline).navigableKeySet()) {
            while (next < column.size() && column.number(next) < odd.number()) {
                runs.add(column.number(next++), size.bytes());
            }
            if (next == column.size() || column.number(next) != odd.number()) {
                runs.add(odd.number(), holding(odd).coveredBytes());
            }
        }
        while (next < column.size()) {
            runs.add(column.number(next++), size.bytes());
        }
        return runs.build();
    }

    private SegmentColumn column(TimelineId timeline) {
        return columns.getOrDefault(timeline, none);
    }

    private NavigableMap<SegmentName, SegmentHolding> tailed(TimelineId timeline) {
        SegmentName first = new SegmentName(timeline, 0);
        SegmentName last = new SegmentName(timeline, Long.MAX_VALUE);
        return others.subMap(first, true, last, true);
    }

    /** Puts segments together that follow one another. */
    private static final class RunBuilder {
        private final TimelineId timeline;
        private final SegmentSize size;
        private final List<WalRun> runs = new ArrayList<>();
        private Lsn start = Lsn.ZERO;
        private Lsn end = Lsn.ZERO;

        RunBuilder(TimelineId timeline, SegmentSize size) {
            this.timeline = timeline;
            this.size = size;
        }

        /** @param held how many bytes from the segment's start there are */
        void add(long number, int held) {
            Lsn segmentStart = new Lsn(number * size.bytes());
            if (!end.equals(segmentStart)) {
                finish();
                start = segmentStart;
                end = segmentStart;
            }
            end = end.plus(held);
        }

        private void finish() {
            if (start.isBefore(end)) {
                runs.add(new WalRun(timeline, start, end));
            }
        }

        List<WalRun> build() {
            finish();
            return runs;
        }
    }
}
