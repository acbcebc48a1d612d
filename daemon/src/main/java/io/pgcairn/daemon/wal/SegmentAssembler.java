package io.pgcairn.daemon.wal;

import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.postgres.SegmentName;
import io.pgcairn.daemon.postgres.SegmentSize;
import io.pgcairn.daemon.postgres.TimelineId;
import io.pgcairn.daemon.postgres.WalSink;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes segments of the stream. Every message must begin where the one before it ended, the first after a reconnect
 * included. Fed by the receiving thread; its position and its filling segment are read by others.
 */
final class SegmentAssembler implements WalSink {
    /** Hears of a keepalive, on the receiving thread. */
    interface KeepaliveListener {
        void keepalive(Lsn serverEnd, boolean replyRequested);
    }

    /** Takes over a full segment, on the receiving thread. */
    interface FullSegmentSink {
        /** @throws IntakeException the segment is not to be stored; it stays the caller's */
        void full(SegmentBuffer segment) throws IntakeException;
    }

    private final TimelineId timeline;
    private final SegmentSize size;
    private final BufferPool pool;
    private final Duration stallTimeout;
    private final FullSegmentSink whenFull;
    private final KeepaliveListener keepalives;
    private final int firstTailEnd;
    private final long start;

    private volatile long position;
    private volatile @Nullable SegmentBuffer filling;
    private @Nullable IntakeException failure;

    /**
     * @param start where streaming begins
     * @param firstTailEnd what of its segment is durable as tails of its timeline already
     */
    SegmentAssembler(
            StartPoint start,
            int firstTailEnd,
            SegmentSize size,
            BufferPool pool,
            Duration stallTimeout,
            FullSegmentSink whenFull,
            KeepaliveListener keepalives) {
        this.timeline = start.timeline();
        this.size = size;
        this.pool = pool;
        this.stallTimeout = stallTimeout;
        this.whenFull = whenFull;
        this.keepalives = keepalives;
        this.start = start.from().value();
        this.position = this.start;
        this.firstTailEnd = firstTailEnd;
    }

    @Override
    public void wal(long startLsn, byte[] buffer, int offset, int length) {
        if (failure != null) {
            return;
        }
        if (startLsn != position) {
            failure = IntakeException.notContiguous(new Lsn(position), new Lsn(startLsn));
            return;
        }
        int done = 0;
        while (done < length && failure == null) {
            SegmentBuffer segment = filling != null ? filling : begin();
            if (segment != null) {
                done += append(segment, buffer, offset + done, length - done);
            }
        }
    }

    private int append(SegmentBuffer segment, byte[] buffer, int offset, int length) {
        int taken = segment.append(buffer, offset, length);
        position += taken;
        if (segment.isFull()) {
            handOver(segment);
        }
        return taken;
    }

    private void handOver(SegmentBuffer segment) {
        filling = null;
        try {
            whenFull.full(segment);
        } catch (IntakeException e) {
            failure = e;
            segment.release();
        } catch (RuntimeException e) {
            failure = IntakeException.defect(e);
            segment.release();
        }
    }

    /** A buffer for the segment that begins here; null, and a failure, if the store is too slow to free one. */
    private @Nullable SegmentBuffer begin() {
        long begin = position;
        int tailEnd = begin == start ? firstTailEnd : 0;
        try {
            Optional<SegmentBuffer> taken =
                    pool.take(SegmentName.containing(timeline, new Lsn(begin), size), tailEnd, stallTimeout);
            filling = taken.orElse(null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (filling == null) {
            failure = IntakeException.stalled();
        }
        return filling;
    }

    @Override
    public void keepalive(long serverEnd, boolean replyRequested) {
        keepalives.keepalive(new Lsn(serverEnd), replyRequested);
    }

    /** Fails if a message could not be taken. For the receiving thread. */
    void requireSound() throws IntakeException {
        if (failure != null) {
            throw failure;
        }
    }

    /** Where the stream has got to. */
    Lsn position() {
        return new Lsn(position);
    }

    /** The segment that is filling, held for the caller, who releases it. */
    Optional<SegmentBuffer> holdFilling() {
        SegmentBuffer segment = filling;
        return segment != null && segment.hold() ? Optional.of(segment) : Optional.empty();
    }

    /** Lets go of the filling segment: the stream is over. For the receiving thread. */
    void abandon() {
        SegmentBuffer segment = filling;
        filling = null;
        if (segment != null) {
            segment.release();
        }
    }
}
