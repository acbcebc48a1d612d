package io.pgcairn.daemon.wal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.postgres.SegmentSize;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FrontierTest {
    private static final SegmentSize SIZE = new SegmentSize(1 << 20);

    private final AtomicInteger moves = new AtomicInteger();

    private Frontier at(long segment, int offset) {
        return new Frontier(lsn(segment, offset), SIZE, moves::incrementAndGet);
    }

    private static Lsn lsn(long segment, int offset) {
        return new Lsn(segment * SIZE.bytes() + offset);
    }

    @Test
    void moves_over_the_contiguous_segments_only() {
        Frontier frontier = at(3, 0);
        frontier.segmentDurable(4);
        assertEquals(lsn(3, 0), frontier.position());
        assertEquals(0, moves.get());
        frontier.segmentDurable(3);
        assertEquals(lsn(5, 0), frontier.position());
        assertEquals(1, moves.get());
    }

    @Test
    void a_tail_counts_once_all_segments_before_it_are_durable() {
        Frontier frontier = at(3, 0);
        frontier.tailDurable(4, 500);
        assertEquals(lsn(3, 0), frontier.position());
        frontier.segmentDurable(3);
        assertEquals(lsn(4, 500), frontier.position());
        frontier.tailDurable(4, 700);
        assertEquals(lsn(4, 700), frontier.position());
    }

    @Test
    void never_moves_back() {
        Frontier frontier = at(3, 900);
        frontier.tailDurable(3, 100);
        assertEquals(lsn(3, 900), frontier.position());
        frontier.segmentDurable(2);
        assertEquals(lsn(3, 900), frontier.position());
        assertEquals(0, moves.get());
    }

    @Test
    void any_order_of_many_segments_ends_at_the_same_place() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        List<Long> numbers = new ArrayList<>();
        for (long n = 10; n < 200; n++) {
            numbers.add(n);
        }
        Collections.shuffle(numbers, random);
        Frontier frontier = at(10, 5);
        boolean[] isDurable = new boolean[201];
        for (long number : numbers) {
            frontier.segmentDurable(number);
            isDurable[(int) number] = true;
            int first = 10;
            while (isDurable[first]) {
                first++;
            }
            assertEquals(first == 10 ? lsn(10, 5) : lsn(first, 0), frontier.position());
        }
    }
}
