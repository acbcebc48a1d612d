package io.pgcairn.storage.local;

import io.pgcairn.storage.ObjectExistsException;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectUpload;
import io.pgcairn.storage.PutCondition;
import io.pgcairn.storage.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A temporary file on its way to its name. */
final class LocalUpload implements ObjectUpload {
    /** The JDK copies a heap buffer to a direct one of the same size and keeps that; so pieces are small. */
    private static final int MAX_WRITE_BYTES = 128 * 1024;

    private enum State {
        OPEN,
        FAILED,
        DONE
    }

    private final DiskCalls calls;
    private final Publisher publisher;
    private final ObjectKey key;
    private final PutCondition condition;
    private final Path temp;
    private final FileChannel channel;
    private State state = State.OPEN;

    LocalUpload(
            DiskCalls calls,
            Publisher publisher,
            ObjectKey key,
            PutCondition condition,
            Path temp,
            FileChannel channel) {
        this.calls = calls;
        this.publisher = publisher;
        this.key = key;
        this.condition = condition;
        this.temp = temp;
        this.channel = channel;
    }

    @Override
    public void write(ByteBuffer bytes) throws StoreException {
        requireOpen();
        state = State.FAILED; // unless all goes well: after a failed write nobody knows what the file holds
        ByteBuffer source = bytes.duplicate();
        calls.run("writing object " + key, call -> writeAll(call, source));
        bytes.position(bytes.limit());
        state = State.OPEN;
    }

    @Override
    public void commit() throws StoreException {
        requireOpen();
        state = State.FAILED; // after a failed flush the kernel may have dropped the bytes, so there is no second try
        calls.run("storing object " + key, this::publish);
        state = State.DONE;
    }

    @Override
    public void close() throws StoreException {
        if (state != State.DONE) {
            state = State.DONE;
            calls.runAlways("abandoning object " + key, call -> discard());
        }
    }

    /** Closes and removes the temporary file; harmless when it is gone. */
    boolean discard() throws IOException {
        try {
            channel.close();
        } finally {
            Files.deleteIfExists(temp);
        }
        return true;
    }

    private boolean writeAll(DiskCall call, ByteBuffer source) throws IOException {
        int end = source.limit();
        while (source.position() < end) {
            call.check();
            source.limit(Math.min(end, source.position() + MAX_WRITE_BYTES));
            channel.write(source);
        }
        return true;
    }

    private boolean publish(DiskCall call) throws IOException {
        channel.force(true);
        channel.close();
        try {
            publisher.publish(call, key, condition, temp);
        } catch (FileAlreadyExistsException e) {
            throw new ObjectExistsException("object " + key + " exists already in " + publisher.location(), "", e);
        }
        return true;
    }

    private void requireOpen() {
        if (state != State.OPEN) {
            throw new IllegalStateException("the upload of " + key + " has ended already");
        }
    }
}
