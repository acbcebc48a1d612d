package io.pgcairn.daemon.wal;

import io.pgcairn.daemon.postgres.SegmentName;
import java.nio.ByteBuffer;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One segment while it is in memory. The receiver appends; shippers read what is filled. It goes back to its pool when
 * nobody holds it any more, so that no reader ever sees the next segment's bytes.
 */
final class SegmentBuffer {
    private final SegmentName name;
    private final ByteBuffer bytes;
    private final BufferPool owner;
    private final AtomicInteger holders = new AtomicInteger(1);

    // Written by the receiver only; volatile, so that bytes below it are visible to who reads it.
    private volatile int filled;
    private volatile int tailEnd;

    /** One permit: a tail is on its way, or none is to begin any more. */
    private final Semaphore tails = new Semaphore(1);

    SegmentBuffer(SegmentName name, ByteBuffer bytes, int tailEnd, BufferPool owner) {
        this.name = name;
        this.bytes = bytes;
        this.tailEnd = tailEnd;
        this.owner = owner;
    }

    SegmentName name() {
        return name;
    }

    /** Appends as much as there is room for; returns how much that was. */
    int append(byte[] source, int offset, int length) {
        int take = Math.min(length, bytes.capacity() - filled);
        bytes.put(filled, source, offset, take);
        filled += take;
        return take;
    }

    int filled() {
        return filled;
    }

    boolean isFull() {
        return filled == bytes.capacity();
    }

    /** How many bytes from the start are durable as tails. */
    int tailEnd() {
        return tailEnd;
    }

    void tailEnd(int durable) {
        tailEnd = durable;
    }

    /** Begins to store a tail; false once the segment is stored as a whole. */
    boolean beginTail() {
        return tails.tryAcquire();
    }

    void endTail() {
        tails.release();
    }

    /** Waits for a tail that is on its way, and lets none begin after it: the tails can be deleted for good. */
    void endTails() throws InterruptedException {
        tails.acquire();
    }

    /** The bytes {@code [from, to)}, for reading. */
    ByteBuffer slice(int from, int to) {
        return bytes.slice(from, to - from).asReadOnlyBuffer();
    }

    /** Keeps the buffer from being reused; false if it is no longer this segment's. */
    boolean hold() {
        return holders.getAndUpdate(n -> n == 0 ? 0 : n + 1) > 0;
    }

    /** Lets go; the last one gives the buffer back. */
    void release() {
        if (holders.decrementAndGet() == 0) {
            owner.giveBack(bytes);
        }
    }
}
