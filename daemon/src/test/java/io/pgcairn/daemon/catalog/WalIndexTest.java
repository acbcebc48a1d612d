package io.pgcairn.daemon.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pgcairn.daemon.pipeline.ContentDigest;
import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.postgres.SegmentName;
import io.pgcairn.daemon.postgres.SegmentSize;
import io.pgcairn.daemon.postgres.SystemId;
import io.pgcairn.daemon.postgres.TimelineId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The columns against a plain map of everything. */
class WalIndexTest {
    private static final SegmentSize SIZE = WalFixture.SIZE;
    private static final WalNames NAMES = new WalNames(new LineageId(new ClusterName("main"), new SystemId(42)), SIZE);

    private final WalIndex index = new WalIndex(NAMES, SIZE);
    private final TreeMap<SegmentName, SegmentHolding> plain = new TreeMap<>();

    private void put(StoredName name) {
        index.put(name);
        switch (name) {
            case StoredName.Segment segment ->
                plain.put(
                        segment.segment(),
                        plain.getOrDefault(segment.segment(), SegmentHolding.NOTHING)
                                .with(segment));
            case StoredName.Tail tail ->
                plain.put(
                        tail.segment(),
                        plain.getOrDefault(tail.segment(), SegmentHolding.NOTHING)
                                .with(tail));
            case StoredName.History _, StoredName.Foreign _ -> {}
        }
    }

    private static StoredName random(Random random) {
        SegmentName segment = new SegmentName(new TimelineId(1 + random.nextInt(3)), random.nextInt(60));
        ContentDigest digest = new ContentDigest(random.nextInt(10) == 0 ? -1 : 77L);
        String suffix = WalNames.suffix(random.nextBoolean());
        if (random.nextInt(4) == 0) {
            int from = random.nextInt(3) * 100;
            int to = from + 100 + random.nextInt(2) * 100;
            return new StoredName.Tail(NAMES.tail(segment, from, to, digest, suffix), segment, from, to, digest);
        }
        return new StoredName.Segment(NAMES.segment(segment, digest, suffix), segment, digest);
    }

    @Test
    void says_what_a_map_of_all_names_says() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 400; i++) {
            if (random.nextInt(10) == 0) {
                SegmentName segment = new SegmentName(new TimelineId(1 + random.nextInt(3)), random.nextInt(60));
                index.removeTails(segment);
                plain.computeIfPresent(segment, (_, held) -> held.isComplete() ? held.withoutTails() : null);
            } else {
                put(random(random));
            }
            assertSame("seed " + seed + " step " + i);
        }
    }

    private void assertSame(String seed) {
        for (long timeline = 1; timeline <= 4; timeline++) {
            TimelineId id = new TimelineId(timeline);
            List<SegmentName> segments = plain.keySet().stream()
                    .filter(segment -> segment.timeline().equals(id))
                    .toList();
            assertEquals(segments, index.segmentsOf(id), seed);
            assertEquals(!segments.isEmpty(), index.hasWal(id), seed);
            assertEquals(runs(segments), index.runs(id), seed);
            for (long number = 0; number < 60; number++) {
                SegmentName segment = new SegmentName(id, number);
                SegmentHolding held = plain.getOrDefault(segment, SegmentHolding.NOTHING);
                assertEquals(held, index.holding(segment), seed);
                assertEquals(held.isComplete(), index.isComplete(segment), seed);
                long after = number;
                assertEquals(
                        segments.stream().anyMatch(later -> later.number() > after), index.hasLater(segment), seed);
            }
        }
        List<TimelineId> timelines =
                plain.keySet().stream().map(SegmentName::timeline).distinct().toList();
        assertEquals(timelines, index.timelinesWithWal(), seed);
    }

    private List<WalRun> runs(List<SegmentName> segments) {
        List<WalRun> runs = new ArrayList<>();
        for (SegmentName segment : segments) {
            SegmentHolding held = plain.getOrDefault(segment, SegmentHolding.NOTHING);
            Lsn start = segment.start(SIZE);
            Lsn end = start.plus(held.isComplete() ? SIZE.bytes() : held.coveredBytes());
            boolean follows = !runs.isEmpty() && runs.getLast().end().equals(start);
            if (start.isBefore(end)) {
                runs.add(new WalRun(
                        segment.timeline(), follows ? runs.removeLast().start() : start, end));
            }
        }
        return runs;
    }
}
