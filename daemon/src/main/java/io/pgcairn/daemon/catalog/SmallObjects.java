package io.pgcairn.daemon.catalog;

import io.pgcairn.storage.ByteRange;
import io.pgcairn.storage.ObjectExistsException;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectReader;
import io.pgcairn.storage.ObjectUpload;
import io.pgcairn.storage.ObjectWriter;
import io.pgcairn.storage.PutCondition;
import io.pgcairn.storage.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** Puts and reads objects that are a few lines of plain text: marks whose names say what matters. */
final class SmallObjects {
    private static final int MOST_BYTES = 64 << 10;

    private SmallObjects() {}

    /** Puts an object; one that is there says the same. */
    static void put(ObjectWriter store, ObjectKey key, byte[] text) throws StoreException {
        try (ObjectUpload upload = store.upload(key, PutCondition.IF_ABSENT)) {
            upload.write(ByteBuffer.wrap(text));
            upload.commit();
        } catch (ObjectExistsException e) {
            // Placed already: by ourselves, if an answer was lost.
        }
    }

    static byte[] read(ObjectReader store, ObjectKey key) throws IOException {
        try (InputStream text = store.get(key, ByteRange.ALL)) {
            return text.readNBytes(MOST_BYTES);
        }
    }
}
