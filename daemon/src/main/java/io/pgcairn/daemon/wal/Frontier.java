package io.pgcairn.daemon.wal;

import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.postgres.SegmentSize;
import java.util.TreeSet;

/**
 * The position before which every byte of a timeline's WAL is durable in the store. Segments become durable in any
 * order; the frontier moves over the contiguous ones only, and never back. Safe for use by several threads.
 */
final class Frontier {
    private final SegmentSize size;
    private final Runnable whenMoved;

    // Guarded by this.
    private long position;
    private final TreeSet<Long> ahead = new TreeSet<>();
    private long tailSegment = -1;
    private int tailEnd;

    /**
     * @param start what is known to be durable
     * @param whenMoved called without a lock held, after each move
     */
    Frontier(Lsn start, SegmentSize size, Runnable whenMoved) {
        this.position = start.value();
        this.size = size;
        this.whenMoved = whenMoved;
    }

    synchronized Lsn position() {
        return new Lsn(position);
    }

    /** The complete segment of this number is durable. */
    void segmentDurable(long number) {
        move(() -> ahead.add(number));
    }

    /** The bytes of this segment from its start to {@code end} are durable. */
    void tailDurable(long number, int end) {
        move(() -> {
            tailSegment = number;
            tailEnd = end;
        });
    }

    private void move(Runnable change) {
        if (changed(change)) {
            whenMoved.run();
        }
    }

    private synchronized boolean changed(Runnable change) {
        long before = position;
        change.run();
        long filling = size.numberOf(new Lsn(position));
        while (ahead.remove(filling)) {
            filling++;
            advance(filling * size.bytes());
        }
        if (tailSegment == filling) {
            advance(filling * size.bytes() + tailEnd);
        }
        ahead.headSet(filling).clear();
        return position != before;
    }

    private void advance(long to) {
        if (Long.compareUnsigned(to, position) > 0) {
            position = to;
        }
    }
}
