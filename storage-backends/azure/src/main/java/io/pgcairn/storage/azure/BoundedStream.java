package io.pgcairn.storage.azure;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A body of which each read ends after a while, by closing the connection. A reader's own pauses do not count. */
final class BoundedStream extends InputStream {
    private final InputStream body;
    private final Duration silence;
    private volatile boolean isSilent;

    BoundedStream(InputStream body, Duration silence) {
        this.body = body;
        this.silence = silence;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (body.available() > 0) {
            return body.read(bytes, offset, length);
        }
        CompletableFuture<Boolean> alarm = new CompletableFuture<>();
        alarm.orTimeout(silence.toNanos(), TimeUnit.NANOSECONDS).whenComplete((done, late) -> {
            if (late instanceof TimeoutException) {
                giveUp(late);
            }
        });
        try {
            int count = body.read(bytes, offset, length);
            if (isSilent) {
                throw new HttpTimeoutException("nothing came for " + silence);
            }
            return count;
        } catch (IOException e) {
            throw isSilent ? new HttpTimeoutException("nothing came for " + silence) : e;
        } finally {
            alarm.complete(true);
        }
    }

    private void giveUp(Throwable late) {
        isSilent = true;
        try {
            body.close();
        } catch (IOException e) {
            late.addSuppressed(e);
        }
    }

    @Override
    public int available() throws IOException {
        return body.available();
    }

    @Override
    public void close() throws IOException {
        body.close();
    }
}
