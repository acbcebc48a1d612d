package io.pgcairn.storage.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.pgcairn.storage.ByteRange;
import io.pgcairn.storage.ObjectInfo;
import io.pgcairn.storage.ObjectMissingException;
import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.PutCondition;
import java.io.InputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Objects read whole or in part. */
interface GetContract extends StoreUnderTest {
    @Test
    default void reads_ranges_and_cuts_them_where_the_object_ends() throws Exception {
        int length = 700_001;
        byte[] bytes = StoreUnderTest.randomBytes(1, length);
        try (ObjectStore store = open()) {
            StoreUnderTest.put(store, "a/ranged", bytes, PutCondition.IF_ABSENT);
            assertRange(bytes, 0, 1, store, new ByteRange(0, 1));
            assertRange(bytes, 300_000, 400_000, store, new ByteRange(300_000, 100_000));
            assertRange(bytes, length - 1, length, store, new ByteRange(length - 1, 1));
            assertRange(bytes, 0, length, store, new ByteRange(0, length));
            assertRange(bytes, length - 10, length, store, new ByteRange(length - 10, 1000));
            assertRange(bytes, 5, length, store, ByteRange.from(5));
            assertRange(bytes, 0, length, store, ByteRange.ALL);
            assertRange(bytes, length - 1, length, store, new ByteRange(length - 1, Long.MAX_VALUE - 1));
        }
    }

    @Test
    default void yields_nothing_from_the_end_of_the_object_on() throws Exception {
        try (ObjectStore store = open()) {
            StoreUnderTest.put(store, "short", new byte[10], PutCondition.IF_ABSENT);
            StoreUnderTest.put(store, "empty", new byte[0], PutCondition.IF_ABSENT);
            assertEquals(0, StoreUnderTest.get(store, "short", ByteRange.from(10)).length);
            assertEquals(0, StoreUnderTest.get(store, "short", new ByteRange(11, 5)).length);
            assertEquals(0, StoreUnderTest.get(store, "short", new ByteRange(Long.MAX_VALUE, 1)).length);
            assertEquals(0, StoreUnderTest.get(store, "empty", ByteRange.ALL).length);
        }
    }

    @Test
    default void reads_byte_by_byte_as_well() throws Exception {
        byte[] bytes = {0, 1, -1, 127, -128};
        try (ObjectStore store = open()) {
            StoreUnderTest.put(store, "signs", bytes, PutCondition.IF_ABSENT);
            try (InputStream in = store.get(StoreUnderTest.key("signs"), ByteRange.ALL)) {
                for (byte expected : bytes) {
                    assertEquals(expected & 0xff, in.read());
                }
                assertEquals(-1, in.read());
                assertEquals(-1, in.read());
            }
        }
    }

    @Test
    default void tells_size_and_time_of_an_object() throws Exception {
        try (ObjectStore store = open()) {
            StoreUnderTest.put(store, "a/known", new byte[1234], PutCondition.IF_ABSENT);
            ObjectInfo info = store.head(StoreUnderTest.key("a/known"));
            assertEquals(1234, info.size());
            assertEquals("a/known", info.key().value());
            assertEquals(info, store.list("a/", "", 1).objects().getFirst());
        }
    }

    @Test
    default void says_that_an_object_is_missing_and_nothing_else() throws Exception {
        try (ObjectStore store = open()) {
            StoreUnderTest.put(store, "a/b");
            for (String missing : new String[] {"a", "b", "a/c", "a/b2", "a/b/c", "c/d/e"}) {
                ObjectMissingException got = assertThrows(
                        ObjectMissingException.class,
                        () -> store.get(StoreUnderTest.key(missing), ByteRange.ALL),
                        missing);
                assertFalse(got.isRetryable());
                assertThrows(ObjectMissingException.class, () -> store.head(StoreUnderTest.key(missing)), missing);
            }
        }
    }

    private static void assertRange(byte[] all, int from, int to, ObjectStore store, ByteRange range) throws Exception {
        assertArrayEquals(
                Arrays.copyOfRange(all, from, to), StoreUnderTest.get(store, "a/ranged", range), range.toString());
    }
}
