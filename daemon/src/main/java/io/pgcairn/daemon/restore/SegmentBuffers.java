package io.pgcairn.daemon.restore;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A bounded pool of memory for segments of one size. Safe for use by several threads. */
final class SegmentBuffers implements AutoCloseable {
    private final int bytes;
    private final int limit;
    private final Semaphore permits;

    // Guarded by this.
    private final Deque<SegmentBuffer> idle = new ArrayDeque<>();
    private int allocated;
    private boolean isKeeping = true;
    private boolean isClosed;

    /** @param limit how many buffers may be out at once */
    SegmentBuffers(int bytes, int limit) {
        this.bytes = bytes;
        this.limit = limit;
        this.permits = new Semaphore(limit, true);
    }

    /** A buffer, if one comes free within the time. */
    Optional<SegmentBuffer> lease(Duration wait) throws InterruptedException {
        return permits.tryAcquire(wait.toNanos(), TimeUnit.NANOSECONDS) ? Optional.of(take()) : Optional.empty();
    }

    /** A buffer, if one is free now. */
    Optional<SegmentBuffer> tryLease() {
        return permits.tryAcquire() ? Optional.of(take()) : Optional.empty();
    }

    private synchronized SegmentBuffer take() {
        isKeeping = true;
        SegmentBuffer kept = idle.poll();
        if (kept != null) {
            return kept;
        }
        SegmentBuffer fresh = new SegmentBuffer(this, bytes);
        allocated++;
        return fresh;
    }

    void takeBack(SegmentBuffer buffer) {
        synchronized (this) {
            if (isClosed || !isKeeping) {
                free(buffer);
            } else {
                idle.push(buffer);
            }
        }
        permits.release();
    }

    /** How many are out. */
    int leased() {
        return limit - permits.availablePermits();
    }

    /** The memory that is held, out or waiting for use. */
    synchronized long heldBytes() {
        return (long) allocated * bytes;
    }

    /** Gives back the memory of all that are not out, and of those that are as they return; until one is taken anew. */
    synchronized void freeIdle() {
        isKeeping = false;
        idle.forEach(this::free);
        idle.clear();
    }

    private synchronized void free(SegmentBuffer buffer) {
        buffer.free();
        allocated--;
    }

    /** Frees what is not out now, and the rest as it comes back. */
    @Override
    public synchronized void close() {
        isClosed = true;
        freeIdle();
    }
}
