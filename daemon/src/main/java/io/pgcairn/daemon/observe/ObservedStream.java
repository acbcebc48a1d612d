package io.pgcairn.daemon.observe;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A download that is timed until its end, its failure or its close. */
final class ObservedStream extends FilterInputStream {
    private final RequestClock clock;

    ObservedStream(InputStream in, RequestClock clock) {
        super(in);
        this.clock = clock;
    }

    @Override
    public int read() throws IOException {
        try {
            int value = in.read();
            ended(value);
            return value;
        } catch (IOException e) {
            throw clock.failed(e);
        }
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        try {
            int count = in.read(bytes, offset, length);
            ended(count);
            return count;
        } catch (IOException e) {
            throw clock.failed(e);
        }
    }

    /** A reader that stops early has what it wanted. */
    @Override
    public void close() throws IOException {
        clock.end(RequestClock.OK);
        super.close();
    }

    private void ended(int result) {
        if (result < 0) {
            clock.end(RequestClock.OK);
        }
    }
}
