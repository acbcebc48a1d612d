package io.pgcairn.storage.gcs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.pgcairn.storage.ByteRange;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.ObjectUpload;
import io.pgcairn.storage.PutCondition;
import io.pgcairn.storage.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Random;

/** The few things that these tests do with objects. */
final class Objects {
    private static final int WRITE = 1 << 20;

    private Objects() {}

    static ObjectKey key(String value) {
        return new ObjectKey(value);
    }

    static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    static void put(ObjectStore store, String key, byte[] bytes) throws StoreException {
        try (ObjectUpload upload = store.upload(key(key), PutCondition.IF_ABSENT)) {
            write(upload, bytes);
            upload.commit();
        }
    }

    static void write(ObjectUpload upload, byte[] bytes) throws StoreException {
        for (int i = 0; i < bytes.length; i += WRITE) {
            upload.write(ByteBuffer.wrap(bytes, i, Math.min(WRITE, bytes.length - i)));
        }
    }

    static byte[] get(ObjectStore store, String key) throws IOException {
        try (InputStream in = store.get(key(key), ByteRange.ALL)) {
            return in.readAllBytes();
        }
    }

    static void assertContent(byte[] expected, ObjectStore store, String key) throws IOException {
        assertArrayEquals(expected, get(store, key), key);
    }
}
