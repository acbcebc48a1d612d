package io.pgcairn.daemon.tier;

import io.pgcairn.storage.ByteRange;
import io.pgcairn.storage.ObjectExistsException;
import io.pgcairn.storage.ObjectInfo;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectReader;
import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.ObjectUpload;
import io.pgcairn.storage.PutCondition;
import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.TruncatedObjectException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Copies objects as they are stored, sealed or not, to one tier: a small buffer each, no key. Safe for use by several
 * threads.
 */
final class Copier {
    private static final int BUFFER_BYTES = 128 << 10;

    private final List<ObjectReader> sources;
    private final ObjectStore target;

    /** @param sources where to read from, in the order in which they are asked; at least one */
    Copier(List<ObjectReader> sources, ObjectStore target) {
        this.sources = List.copyOf(sources);
        this.target = target;
    }

    /** How a copy ended, if the target did what it was asked. */
    sealed interface Outcome {
        /** It is on the target now. */
        record Copied() implements Outcome {}

        /** It was on the target before, with this length. */
        record There(long bytes) implements Outcome {}

        /** No source gives its bytes; what the first one said. */
        record Unreadable(IOException cause) implements Outcome {}

        /** It was not to appear. */
        record Abandoned() implements Outcome {}
    }

    /**
     * Copies an object unless the target has it.
     *
     * @param object as the source lists it; a source that gives another number of bytes is not believed
     * @param turn asked when all is sent: waits until the object may appear, and says whether it is to
     * @throws StoreException the target failed
     */
    Outcome copy(ObjectInfo object, BooleanSupplier turn) throws StoreException {
        Outcome.Unreadable first = null;
        for (ObjectReader source : sources) {
            try {
                return copyFrom(source, object, turn);
            } catch (UnreadableException e) {
                if (first == null) {
                    first = new Outcome.Unreadable(e.told());
                } else {
                    first.cause().addSuppressed(e.told());
                }
            }
        }
        if (first == null) {
            throw new IllegalStateException("nowhere to copy " + object.key() + " from");
        }
        return first;
    }

    private Outcome copyFrom(ObjectReader source, ObjectInfo object, BooleanSupplier turn)
            throws StoreException, UnreadableException {
        try (InputStream in = open(source, object.key())) {
            return upload(in, object, turn);
        } catch (StoreException | UnreadableException e) {
            throw e;
        } catch (IOException e) {
            throw new UnreadableException(e);
        }
    }

    private Outcome upload(InputStream in, ObjectInfo object, BooleanSupplier turn)
            throws StoreException, UnreadableException {
        try (ObjectUpload upload = target.upload(object.key(), PutCondition.IF_ABSENT)) {
            send(in, upload, object);
            if (!turn.getAsBoolean()) {
                return new Outcome.Abandoned();
            }
            upload.commit();
            return new Outcome.Copied();
        } catch (ObjectExistsException e) {
            // Another daemon was first, or our own reply got lost.
            return new Outcome.There(target.head(object.key()).size());
        }
    }

    private static void send(InputStream in, ObjectUpload upload, ObjectInfo object)
            throws StoreException, UnreadableException {
        byte[] buffer = new byte[BUFFER_BYTES];
        long sent = 0;
        for (int n = read(in, buffer); n >= 0 && sent <= object.size(); n = read(in, buffer)) {
            upload.write(ByteBuffer.wrap(buffer, 0, n));
            sent += n;
        }
        if (sent != object.size()) {
            throw new UnreadableException(new TruncatedObjectException(
                    object.key() + " is listed with " + object.size() + " bytes and has "
                            + (sent < object.size() ? "" + sent : "more"),
                    "pgcairn repair compares the tiers",
                    null));
        }
    }

    private static InputStream open(ObjectReader source, ObjectKey key) throws UnreadableException {
        try {
            return source.get(key, ByteRange.ALL);
        } catch (IOException e) {
            throw new UnreadableException(e);
        }
    }

    private static int read(InputStream in, byte[] buffer) throws UnreadableException {
        try {
            return in.read(buffer);
        } catch (IOException e) {
            throw new UnreadableException(e);
        }
    }

    /** The source's fault, kept apart from the target's. */
    private static final class UnreadableException extends Exception {
        private static final long serialVersionUID = 1L;

        private final IOException told;

        UnreadableException(IOException told) {
            super(told);
            this.told = told;
        }

        IOException told() {
            return told;
        }
    }
}
