package io.pgcairn.daemon.restore;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;

/** The bytes of a file that is being served, and the memory they lie in until it is closed. */
public final class WalFile implements AutoCloseable {
    private final ByteBuffer bytes;
    private final int covered;
    private final Runnable release;
    private final AtomicBoolean isClosed = new AtomicBoolean();

    WalFile(ByteBuffer bytes, Runnable release) {
        this(bytes, bytes.remaining(), release);
    }

    /** @param covered how many bytes were stored; what follows is zeros, as of a segment that was still filling */
    WalFile(ByteBuffer bytes, int covered, Runnable release) {
        this.covered = covered;
        this.bytes = bytes.asReadOnlyBuffer();
        this.release = release;
    }

    /** A file that needs no memory of the pool. */
    static WalFile of(byte[] bytes) {
        return new WalFile(ByteBuffer.wrap(bytes), () -> {});
    }

    /** All bytes, read-only; not to be touched after {@link #close()}. */
    public ByteBuffer bytes() {
        return bytes.duplicate();
    }

    /** How many of the bytes were stored; fewer than all of a segment that was still filling. */
    int covered() {
        return covered;
    }

    boolean isWhole() {
        return covered == bytes.remaining();
    }

    /** Gives the memory back. Does nothing the second time. */
    @Override
    public void close() {
        if (isClosed.compareAndSet(false, true)) {
            release.run();
        }
    }
}
