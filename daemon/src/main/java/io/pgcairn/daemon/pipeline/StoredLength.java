package io.pgcairn.daemon.pipeline;

import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectReader;
import io.pgcairn.storage.TruncatedObjectException;
import java.io.IOException;
import java.util.OptionalLong;

/**
 * How long an object is in a store, as far as it is known.
 *
 * @param bytes empty for any length
 */
public record StoredLength(OptionalLong bytes) {
    /** Not known. */
    public static final StoredLength ANY = new StoredLength(OptionalLong.empty());

    /** Exactly so many bytes. */
    public static StoredLength of(long bytes) {
        return new StoredLength(OptionalLong.of(bytes));
    }

    void require(ObjectReader store, ObjectKey key) throws IOException {
        if (bytes.isEmpty()) {
            return;
        }
        long stored = store.head(key).size();
        if (stored < bytes.getAsLong()) {
            throw new TruncatedObjectException(
                    key + " has " + stored + " of " + bytes.getAsLong() + " bytes",
                    "restore the object from another copy of the store, or choose another backup",
                    null);
        }
        if (stored > bytes.getAsLong()) {
            throw new CorruptFrameException(key + " has " + stored + " bytes instead of " + bytes.getAsLong(), null);
        }
    }
}
