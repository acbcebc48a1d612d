package io.pgcairn.storage.contract.fault;

import io.pgcairn.storage.ByteRange;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectMissingException;
import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.ObjectUpload;
import io.pgcairn.storage.PutCondition;
import io.pgcairn.storage.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;

/** The few things that all tests of faults do with objects. */
final class Objects {
    private Objects() {}

    static byte[] random(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    static void put(ObjectStore store, ObjectKey key, byte[] bytes, PutCondition condition) throws StoreException {
        try (ObjectUpload upload = store.upload(key, condition)) {
            upload.write(ByteBuffer.wrap(bytes));
            upload.commit();
        }
    }

    static byte[] get(ObjectStore store, ObjectKey key, ByteRange range) throws IOException {
        try (InputStream in = store.get(key, range)) {
            return in.readAllBytes();
        }
    }

    /** What is under the key; empty if nothing is. */
    static Optional<byte[]> find(ObjectStore store, ObjectKey key) throws IOException {
        try {
            return Optional.of(get(store, key, ByteRange.ALL));
        } catch (ObjectMissingException e) {
            return Optional.empty();
        }
    }

    static void requireSame(byte[] expected, byte[] actual, String what) {
        int mismatch = Arrays.mismatch(expected, actual);
        if (mismatch >= 0) {
            throw new AssertionError(what + ": " + actual.length + " bytes where " + expected.length
                    + " are right, the first other one at " + mismatch);
        }
    }
}
