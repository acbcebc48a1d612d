package io.pgcairn.storage.local;

import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.StoreUnavailableException;
import io.pgcairn.storage.TruncatedObjectException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Objects;

/** A range of a stored file. A file that turns out shorter than it was when opened is an error. */
final class LocalStream extends InputStream {
    private static final int BUFFER_BYTES = 128 * 1024;

    private final DiskCalls calls;
    private final ObjectKey key;
    private final FileChannel channel;
    private final ByteBuffer buffer;
    private long position;
    private final long end;
    private boolean isClosed;

    LocalStream(DiskCalls calls, ObjectKey key, FileChannel channel, long position, long end) {
        this.calls = calls;
        this.key = key;
        this.channel = channel;
        this.position = position;
        this.end = end;
        this.buffer =
                ByteBuffer.allocate(Math.clamp(end - position, 0, BUFFER_BYTES)).limit(0);
    }

    @Override
    public int read() throws StoreException {
        return fill() ? buffer.get() & 0xff : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws StoreException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int taken = Math.min(length, buffer.remaining());
        buffer.get(bytes, offset, taken);
        return taken;
    }

    @Override
    public int available() {
        return buffer.remaining();
    }

    @Override
    public void close() throws IOException {
        if (!isClosed) {
            isClosed = true;
            channel.close();
        }
    }

    /** Fills an empty buffer; false at the end of the range. */
    private boolean fill() throws StoreException {
        if (isClosed) {
            throw new StoreUnavailableException("reading object " + key + " after its stream was closed", "", null);
        }
        if (buffer.hasRemaining()) {
            return true;
        }
        if (position >= end) {
            return false;
        }
        // The worker fills a view: should it outlive this call, the bytes we hand out are not its to change.
        ByteBuffer target = buffer.duplicate().clear().limit((int) Math.min(buffer.capacity(), end - position));
        long from = position;
        int count = calls.run("reading object " + key, call -> channel.read(target, from));
        if (count < 0) {
            throw new TruncatedObjectException(
                    "object " + key + " ends at byte " + position + " and not at " + end,
                    "somebody shortened the file; restore it from another tier",
                    null);
        }
        position += count;
        buffer.position(0).limit(count);
        return true;
    }
}
