package io.pgcairn.storage.remote;

import java.lang.foreign.Arena;
import java.nio.ByteBuffer;

/** A piece of memory outside the heap. Whoever still looks at it after its end gets an exception, not other bytes. */
final class Chunk {
    private final Arena arena = Arena.ofShared();
    private final ByteBuffer memory;

    Chunk(int bytes) {
        memory = arena.allocate(bytes).asByteBuffer();
    }

    /** All of it, whatever it holds; each caller gets a position and a limit of its own. */
    ByteBuffer bytes() {
        return memory.duplicate();
    }

    /** Ends the memory's life; false if a channel is working on it at this moment. */
    boolean free() {
        try {
            arena.close();
            return true;
        } catch (IllegalStateException e) {
            return false;
        }
    }
}
