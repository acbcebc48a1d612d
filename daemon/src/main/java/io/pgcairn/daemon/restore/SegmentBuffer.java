package io.pgcairn.daemon.restore;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/** Memory for one segment, off the heap. Used by one thread at a time. */
final class SegmentBuffer {
    private final Arena arena = Arena.ofShared();
    private final SegmentBuffers pool;
    private final MemorySegment memory;

    SegmentBuffer(SegmentBuffers pool, int bytes) {
        this.pool = pool;
        this.memory = arena.allocate(bytes);
    }

    /** All of it, to be written from its start; holds whatever was there before. */
    ByteBuffer bytes() {
        return memory.asByteBuffer();
    }

    /** Makes everything from {@code offset} on zero, as a segment is behind the end of its WAL. */
    void zeroFrom(int offset) {
        memory.asSlice(offset).fill((byte) 0);
    }

    /** The filled buffer as a file; closing that gives the memory back. */
    WalFile toFile() {
        return new WalFile(bytes(), this::release);
    }

    /** The same of a segment of which only the first bytes were stored. */
    WalFile toFile(int covered) {
        return new WalFile(bytes(), covered, this::release);
    }

    /** Gives the memory back; once, instead of closing the file. */
    void release() {
        pool.takeBack(this);
    }

    /** Ends the memory's life. */
    void free() {
        arena.close();
    }
}
