package io.pgcairn.daemon.wal;

import io.pgcairn.daemon.catalog.WalArchive;
import io.pgcairn.daemon.pulse.Pulse;
import java.time.Duration;
import java.time.InstantSource;

/** The buffers and the shipper of one connection. They outlive it, until all that came over it is stored. */
final class Shipping implements AutoCloseable {
    private static final Duration POLL = Duration.ofSeconds(1);

    /** One segment is filling and one is ready while others are stored. */
    private static final int BUFFERS_BESIDE_STORED = 2;

    /** What one cluster's buffers take of memory, unless two segments are more. */
    private static final int MOST_BYTES = 160 << 20;

    private final BufferPool pool;
    private final SegmentShipper shipper;

    Shipping(
            WalArchive archive,
            int parallel,
            IntakeListener listener,
            Backoff backoff,
            InstantSource clock,
            IntakeWatch watch) {
        int segmentBytes = archive.inventory().segmentSize().bytes();
        this.pool = new BufferPool(segmentBytes, buffers(segmentBytes, parallel));
        this.shipper = new SegmentShipper(archive, parallel, listener, backoff, clock, watch);
    }

    /** Large segments are stored fewer at a time: two buffers are the least that streaming needs. */
    static int buffers(int segmentBytes, int parallel) {
        int affordable = Math.max(BUFFERS_BESIDE_STORED, MOST_BYTES / segmentBytes);
        return Math.min(parallel + BUFFERS_BESIDE_STORED, affordable);
    }

    BufferPool pool() {
        return pool;
    }

    SegmentShipper shipper() {
        return shipper;
    }

    /** Waits until everything is stored, or abandoned: however long that takes, the waiting one is not stuck. */
    void drain(Pulse waiting, IntakeWatch watch) throws InterruptedException {
        boolean isDrained = false;
        while (!isDrained) {
            waiting.within(watch.waiting(POLL));
            isDrained = pool.awaitAllBack(POLL);
        }
    }

    /** Lets go of what is not stored; it comes again from the slot. */
    void abandon() {
        shipper.close();
    }

    @Override
    public void close() {
        shipper.close();
        pool.close();
    }
}
