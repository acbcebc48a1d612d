package io.pgcairn.storage.remote;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The memory that uploads gather in, kept for the next upload and given back to the system when there is none for a
 * while. How much is out is bounded by its users: one part for each upload, and the parts on their way. Safe for use by
 * several threads.
 */
final class ChunkPool implements AutoCloseable {
    static final int CHUNK_BYTES = 1 << 20;

    private final int maxIdle;

    // Guarded by this.
    private final Deque<Chunk> idle = new ArrayDeque<>();
    private final List<Chunk> doomed = new ArrayList<>();
    private int out;
    private int fewestIdle;
    private boolean isClosed;

    /** @param maxIdle how many chunks are kept at most */
    ChunkPool(int maxIdle) {
        this.maxIdle = maxIdle;
    }

    synchronized Chunk take() {
        out++;
        Chunk kept = idle.poll();
        fewestIdle = Math.min(fewestIdle, idle.size());
        return kept != null ? kept : new Chunk(CHUNK_BYTES);
    }

    /** @param isReusable false if somebody might still look at it: then it is never handed out again */
    synchronized void takeBack(Chunk chunk, boolean isReusable) {
        out--;
        if (isReusable && !isClosed && idle.size() < maxIdle) {
            idle.push(chunk);
        } else {
            free(chunk);
        }
    }

    /** Frees as many as were idle all the time since the last call; returns whether any is left. */
    synchronized boolean freeUnused() {
        for (int i = 0; i < fewestIdle; i++) {
            free(idle.removeLast());
        }
        fewestIdle = idle.size();
        doomed.removeIf(Chunk::free);
        return !idle.isEmpty() || !doomed.isEmpty();
    }

    /** The memory that is held, whether out, kept for use, or not to be freed yet. */
    synchronized long heldBytes() {
        return (long) (out + idle.size() + doomed.size()) * CHUNK_BYTES;
    }

    /** How many chunks are out. */
    synchronized int out() {
        return out;
    }

    /** Frees what is idle now, and the rest as it comes back. */
    @Override
    public synchronized void close() {
        isClosed = true;
        idle.forEach(this::free);
        idle.clear();
        fewestIdle = 0;
    }

    private void free(Chunk chunk) {
        if (!chunk.free()) {
            doomed.add(chunk);
        }
    }
}
