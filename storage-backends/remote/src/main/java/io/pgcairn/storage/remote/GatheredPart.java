package io.pgcairn.storage.remote;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The bytes of one part: first gathered, then sent.
 *
 * <p>Its memory goes back when its last holder lets go. The upload that gathered it is one; every request that sends it
 * is another, until its thread has ended, however long ago the caller gave up on it. A late request can thus never send
 * the bytes of another object. After a request that failed the memory is not used again even then: a client's own
 * threads may have kept a view of it.
 */
final class GatheredPart {
    private final ChunkPool pool;

    // Written by the gathering thread alone, before any request begins.
    private final List<Chunk> chunks = new ArrayList<>();
    private ByteBuffer tail = ByteBuffer.allocate(0);
    private int length;

    // Guarded by this.
    private int holders = 1;
    private boolean isReusable = true;

    GatheredPart(ChunkPool pool) {
        this.pool = pool;
    }

    int length() {
        return length;
    }

    /** Appends from the buffer until it is empty or the part is this long. */
    void gather(ByteBuffer source, int mostLength) {
        while (source.hasRemaining() && length < mostLength) {
            if (!tail.hasRemaining()) {
                Chunk chunk = pool.take();
                chunks.add(chunk);
                tail = chunk.bytes();
            }
            int count = Math.min(Math.min(source.remaining(), tail.remaining()), mostLength - length);
            tail.put(source.slice(source.position(), count));
            source.position(source.position() + count);
            length += count;
        }
    }

    /** The bytes as they lie in memory, without a copy. */
    List<ByteBuffer> slices() {
        List<ByteBuffer> slices = new ArrayList<>();
        int left = length;
        for (Chunk chunk : chunks) {
            int count = Math.min(left, ChunkPool.CHUNK_BYTES);
            slices.add(chunk.bytes().slice(0, count).asReadOnlyBuffer());
            left -= count;
        }
        return slices;
    }

    synchronized void hold() {
        if (holders == 0) {
            throw new IllegalStateException("the part's memory is gone");
        }
        holders++;
    }

    /** @param hasFailed whether the holder's views of the memory may still be in somebody's hands */
    synchronized void letGo(boolean hasFailed) {
        isReusable &= !hasFailed;
        holders--;
        if (holders == 0) {
            chunks.forEach(chunk -> pool.takeBack(chunk, isReusable));
            chunks.clear();
        }
    }
}
