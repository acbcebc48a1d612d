package io.pgcairn.daemon.tier;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A download whose bytes are paid for after they came: how many a read yields is not known before. */
final class LimitedStream extends FilterInputStream {
    private final ByteRate rate;

    LimitedStream(InputStream in, ByteRate rate) {
        super(in);
        this.rate = rate;
    }

    @Override
    public int read() throws IOException {
        int value = in.read();
        if (value >= 0) {
            rate.pass(1);
        }
        return value;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = in.read(bytes, offset, Math.min(length, rate.piece()));
        if (count > 0) {
            rate.pass(count);
        }
        return count;
    }
}
