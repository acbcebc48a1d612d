package io.pgcairn.daemon.retention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.postgres.SegmentName;
import io.pgcairn.daemon.postgres.TimelineId;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WalNeedTest {
    private static final TimelineId ONE = new TimelineId(1);
    private static final TimelineId TWO = new TimelineId(2);
    private static final TimelineId NINE = new TimelineId(9);

    @Test
    void stretches_that_overlap_or_touch_become_one() {
        WalNeed need = new WalNeed(
                List.of(
                        new WalNeed.Stretch(TWO, 1, 2),
                        new WalNeed.Stretch(ONE, 8, Long.MAX_VALUE),
                        new WalNeed.Stretch(ONE, 3, 5),
                        new WalNeed.Stretch(ONE, 9, 9),
                        new WalNeed.Stretch(ONE, 5, 6),
                        new WalNeed.Stretch(ONE, 0, 2)),
                Set.of(TWO));
        assertEquals(
                List.of(
                        new WalNeed.Stretch(ONE, 0, 6),
                        new WalNeed.Stretch(ONE, 8, Long.MAX_VALUE),
                        new WalNeed.Stretch(TWO, 1, 2)),
                need.stretches());
        assertTrue(need.needsHistory(TWO));
        assertFalse(need.needsHistory(NINE));
    }

    @Test
    void a_segment_is_found_as_by_looking_at_every_stretch() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            List<WalNeed.Stretch> stretches = Stream.generate(() -> {
                        long first = random.nextInt(30);
                        return new WalNeed.Stretch(
                                new TimelineId(1 + random.nextInt(3)), first, first + random.nextInt(6));
                    })
                    .limit(random.nextInt(8))
                    .toList();
            WalNeed need = new WalNeed(stretches, Set.of());
            for (long timeline = 1; timeline < 5; timeline++) {
                for (long number = 0; number < 40; number++) {
                    SegmentName segment = new SegmentName(new TimelineId(timeline), number);
                    boolean isNeeded = stretches.stream()
                            .anyMatch(stretch -> stretch.timeline().equals(segment.timeline())
                                    && stretch.first() <= segment.number()
                                    && segment.number() <= stretch.last());
                    assertEquals(isNeeded, need.needs(segment), "seed " + seed + " round " + round);
                }
            }
        }
    }

    @Test
    void a_sweep_holds_timelines_that_nobody_knows_of_and_takes_in_narrower_ones() {
        WalNeed need = new WalNeed(
                List.of(),
                List.of(
                        new WalNeed.Sweep(TWO, NINE, 4),
                        new WalNeed.Sweep(TWO, TWO, 5),
                        new WalNeed.Sweep(TWO, NINE, 4)),
                Set.of());
        assertEquals(1, need.sweeps().size());
        assertTrue(need.needs(new SegmentName(new TimelineId(5), 4)));
        assertFalse(need.needs(new SegmentName(new TimelineId(5), 3)));
        assertFalse(need.needs(new SegmentName(ONE, 7)));
        assertTrue(need.needsHistory(new TimelineId(5)));
        assertFalse(need.needsHistory(new TimelineId(10)));
    }

    @Test
    void a_stretch_that_ends_before_it_begins_is_refused() {
        assertThrows(IllegalArgumentException.class, () -> new WalNeed.Stretch(ONE, 5, 4));
    }
}
