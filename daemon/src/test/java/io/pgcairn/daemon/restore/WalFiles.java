package io.pgcairn.daemon.restore;

import java.nio.ByteBuffer;

/** Files to be served, for tests of other rooms. */
public final class WalFiles {
    private WalFiles() {}

    /** A file in memory off the heap that tells when it is closed. */
    public static WalFile of(byte[] bytes, Runnable onClose) {
        SegmentBuffers pool = new SegmentBuffers(bytes.length, 1);
        SegmentBuffer buffer = pool.tryLease().orElseThrow();
        buffer.bytes().put(bytes);
        return new WalFile(buffer.bytes(), () -> {
            buffer.release();
            pool.close();
            onClose.run();
        });
    }

    static byte[] copy(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        return copy;
    }
}
