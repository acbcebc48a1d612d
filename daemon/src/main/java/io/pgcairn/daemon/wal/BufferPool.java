package io.pgcairn.daemon.wal;

import io.pgcairn.daemon.postgres.SegmentName;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A bounded number of buffers of the server's segment size, outside the heap and allocated when first needed: an idle
 * cluster costs one. Safe for use by several threads.
 */
final class BufferPool implements AutoCloseable {
    private final int segmentBytes;
    private final int count;
    private final Semaphore free;
    private final Arena arena = Arena.ofShared();

    // Guarded by this.
    private final Deque<ByteBuffer> idle = new ArrayDeque<>();

    BufferPool(int segmentBytes, int count) {
        this.segmentBytes = segmentBytes;
        this.count = count;
        this.free = new Semaphore(count);
    }

    /**
     * A buffer for a segment; empty if none became free in time.
     *
     * @param tailEnd how many of the segment's bytes are durable as tails already
     */
    Optional<SegmentBuffer> take(SegmentName segment, int tailEnd, Duration patience) throws InterruptedException {
        if (!free.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            return Optional.empty();
        }
        return Optional.of(new SegmentBuffer(segment, idleOrNew(), tailEnd, this));
    }

    private synchronized ByteBuffer idleOrNew() {
        ByteBuffer buffer = idle.poll();
        return buffer != null ? buffer : arena.allocate(segmentBytes).asByteBuffer();
    }

    void giveBack(ByteBuffer buffer) {
        synchronized (this) {
            idle.push(buffer);
        }
        free.release();
    }

    /** Waits until every buffer is back. */
    boolean awaitAllBack(Duration patience) throws InterruptedException {
        if (!free.tryAcquire(count, patience.toMillis(), TimeUnit.MILLISECONDS)) {
            return false;
        }
        free.release(count);
        return true;
    }

    /** Frees the memory, unless a buffer is still in use: a store that hangs must not read what was freed. */
    @Override
    public void close() {
        if (free.tryAcquire(count)) {
            arena.close();
        }
    }
}
