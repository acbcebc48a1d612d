package io.pgcairn.crypto;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** A range of the plain bytes that another stream yields. It asks for no byte beyond its end. */
final class PlainRange extends InputStream {
    private final InputStream plain;
    private long toSkip;
    private long remaining;

    PlainRange(InputStream plain, long toSkip, long length) {
        this.plain = plain;
        this.toSkip = toSkip;
        this.remaining = length;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length == 0) {
            return 0;
        }
        skipToStart();
        if (remaining == 0) {
            return -1;
        }
        int taken = plain.read(bytes, offset, (int) Math.min(length, remaining));
        remaining -= Math.max(taken, 0);
        return taken;
    }

    @Override
    public void close() throws IOException {
        plain.close();
    }

    private void skipToStart() throws IOException {
        while (toSkip > 0) {
            int taken = plain.read(new byte[(int) Math.min(toSkip, 8192)]);
            toSkip = taken < 0 ? 0 : toSkip - taken;
        }
    }
}
