package io.pgcairn.storage.remote;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A body that goes well for some bytes only. */
final class EarlyEnd extends FilterInputStream {
    private final How how;
    private final Runnable atClose;
    private int left;

    EarlyEnd(InputStream in, int good, How how) {
        this(in, good, how, () -> {});
    }

    EarlyEnd(InputStream in, int good, How how, Runnable atClose) {
        super(in);
        this.left = good;
        this.how = how;
        this.atClose = atClose;
    }

    /** What a read meets where it ends. */
    @FunctionalInterface
    interface How {
        int end() throws IOException;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (left == 0) {
            return how.end();
        }
        int read = super.read(target, offset, Math.min(length, left));
        left -= Math.max(0, read);
        return read;
    }

    @Override
    public void close() throws IOException {
        atClose.run();
        super.close();
        throw new IOException("closing a broken connection");
    }
}
