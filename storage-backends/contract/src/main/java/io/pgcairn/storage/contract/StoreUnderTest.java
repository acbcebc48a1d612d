package io.pgcairn.storage.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.pgcairn.storage.ByteRange;
import io.pgcairn.storage.ObjectInfo;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectPage;
import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.ObjectUpload;
import io.pgcairn.storage.PutCondition;
import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.StoreSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** How the contract's tests reach the store, and the few things they all do with it. */
interface StoreUnderTest {
    /** Opens a store over the objects of this test. */
    ObjectStore open(Duration timeout) throws StoreException;

    default ObjectStore open() throws StoreException {
        return open(StoreSettings.DEFAULT_TIMEOUT);
    }

    static ObjectKey key(String value) {
        return new ObjectKey(value);
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] randomBytes(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    static void put(ObjectStore store, String key, byte[] bytes, PutCondition condition) throws StoreException {
        try (ObjectUpload upload = store.upload(key(key), condition)) {
            upload.write(ByteBuffer.wrap(bytes));
            upload.commit();
        }
    }

    static void put(ObjectStore store, String key) throws StoreException {
        put(store, key, ascii("bytes of " + key), PutCondition.IF_ABSENT);
    }

    static byte[] get(ObjectStore store, String key, ByteRange range) throws IOException {
        try (InputStream in = store.get(key(key), range)) {
            return in.readAllBytes();
        }
    }

    static void assertContent(byte[] expected, ObjectStore store, String key) throws IOException {
        assertArrayEquals(expected, get(store, key, ByteRange.ALL), key);
    }

    /** All keys a listing shows, page by page. */
    static List<String> keys(ObjectStore store, String prefix, String after, int limit) throws StoreException {
        List<String> keys = new ArrayList<>();
        String last = after;
        while (true) {
            ObjectPage page = store.list(prefix, last, limit);
            for (ObjectInfo info : page.objects()) {
                keys.add(info.key().value());
            }
            if (page.isLast()) {
                return keys;
            }
            last = page.objects().getLast().key().value();
        }
    }

    static List<String> keys(ObjectStore store) throws StoreException {
        return keys(store, "", "", 100);
    }
}
