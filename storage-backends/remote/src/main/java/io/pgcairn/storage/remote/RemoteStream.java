package io.pgcairn.storage.remote;

import io.pgcairn.storage.ByteRange;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.TruncatedObjectException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * An object's bytes, counted against the length that the store announced. A body that breaks or stalls is closed, and
 * reading goes on from the byte reached with a new body of the same version; the reader sees nothing of it.
 *
 * <p>The body is read on threads of requests, so that the reader's deadline holds whatever the client does. It holds no
 * permit between requests nor for them: a slow reader keeps no upload waiting. Used by one thread at a time.
 */
final class RemoteStream extends InputStream {
    /** A body that breaks more often will not end either. */
    static final int MAX_RESUMES = 20;

    private static final int BUFFER_BYTES = 128 * 1024;
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(1);

    private final Remote remote;
    private final ObjectKey key;
    private final String version;
    private Optional<RemoteBody> body;
    private long position;
    private long left;
    private byte[] buffer = new byte[0];
    private int next;
    private int end;
    private int resumes;
    private boolean isClosed;

    /** @param position where in the object the body begins */
    RemoteStream(Remote remote, ObjectKey key, long position, RemoteBody body) {
        this.remote = remote;
        this.key = key;
        this.version = body.version();
        this.body = Optional.of(body);
        this.position = position;
        this.left = body.length();
    }

    @Override
    public int read() throws StoreException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws StoreException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (next == end && !hasMore()) {
            return -1;
        }
        int count = Math.min(length, end - next);
        System.arraycopy(buffer, next, target, offset, count);
        next += count;
        return count;
    }

    @Override
    public int available() {
        return end - next;
    }

    /** Gives the connection up rather than reading on. */
    @Override
    public void close() {
        isClosed = true;
        next = end;
        body.ifPresent(open -> Patience.join(List.of(abandon(open)), CLOSE_PATIENCE));
        body = Optional.empty();
    }

    private boolean hasMore() throws StoreException {
        Call call = remote.call("reading object " + key);
        if (isClosed) {
            throw call.unavailable(" after its stream was closed", null);
        }
        if (left == 0) {
            return false;
        }
        if (resumes > MAX_RESUMES) {
            throw truncated(call, "its body broke " + resumes + " times");
        }
        remote.retries().run("get", call, () -> fill(call));
        return true;
    }

    private boolean fill(Call call) throws StoreException {
        RemoteBody open = body.isPresent() ? body.get() : resume(call);
        byte[] target = buffer.length == 0 ? new byte[(int) Math.min(BUFFER_BYTES, left)] : buffer;
        buffer = new byte[0]; // nobody's, until it is known that no thread writes into it any more
        next = 0;
        end = 0;
        try {
            int wanted = (int) Math.min(target.length, left);
            end = remote.requests().goOn(call, new ReadBody(open.stream(), target, wanted));
            if (end == 0) {
                throw truncated(call, left + " of its bytes are missing");
            }
        } catch (StoreException e) {
            body = Optional.empty();
            abandon(open);
            throw e;
        }
        buffer = target;
        position += end;
        left -= end;
        return true;
    }

    private RemoteBody resume(Call call) throws StoreException {
        resumes++;
        ByteRange rest = new ByteRange(position, left);
        RemoteBody again =
                remote.requests().send(call, new OpenBody(remote.objects(), key, rest, Optional.of(version)));
        if (again.length() != left) {
            abandon(again);
            throw truncated(call, "the store announces " + again.length() + " bytes where " + left + " were left");
        }
        body = Optional.of(again);
        return again;
    }

    /** On a thread of its own, for a client may try to read what is left, or wait for the thread that reads. */
    static Thread abandon(RemoteBody body) {
        return Thread.ofVirtual().name("pgcairn-close").start(() -> OpenBody.close(body));
    }

    private static TruncatedObjectException truncated(Call call, String how) {
        return new TruncatedObjectException(call + " ended early: " + how, "", null);
    }
}
