package io.pgcairn.storage.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.pgcairn.storage.ByteRange;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectMissingException;
import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.ObjectUpload;
import io.pgcairn.storage.PutCondition;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Uploads of unknown length, seen only once committed. */
interface PutContract extends StoreUnderTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8191, 1 << 20, 20 << 20})
    default void stores_any_length_from_odd_sized_writes(int length) throws Exception {
        byte[] bytes = StoreUnderTest.randomBytes(length, length);
        Random sizes = new Random(length);
        try (ObjectStore store = open()) {
            try (ObjectUpload upload = store.upload(StoreUnderTest.key("wal/odd"), PutCondition.IF_ABSENT)) {
                int written = 0;
                while (written < length) {
                    int size = Math.min(length - written, 1 + sizes.nextInt(300_000));
                    ByteBuffer piece = piece(bytes, written, size, sizes.nextBoolean());
                    upload.write(piece);
                    assertFalse(piece.hasRemaining(), "a write takes all remaining bytes");
                    written += size;
                }
                upload.commit();
            }
            StoreUnderTest.assertContent(bytes, store, "wal/odd");
            assertEquals(length, store.head(StoreUnderTest.key("wal/odd")).size());
        }
    }

    @Test
    default void lets_the_buffer_be_reused_after_each_write() throws Exception {
        try (ObjectStore store = open()) {
            ByteBuffer buffer = ByteBuffer.allocate(3);
            try (ObjectUpload upload = store.upload(StoreUnderTest.key("reused"), PutCondition.IF_ABSENT)) {
                for (String part : List.of("abc", "def")) {
                    buffer.clear().put(StoreUnderTest.ascii(part)).flip();
                    upload.write(buffer);
                }
                buffer.clear().put(StoreUnderTest.ascii("xyz"));
                upload.commit();
            }
            StoreUnderTest.assertContent(StoreUnderTest.ascii("abcdef"), store, "reused");
        }
    }

    @Test
    default void writes_a_read_only_buffer_from_its_position_to_its_limit() throws Exception {
        try (ObjectStore store = open()) {
            ByteBuffer buffer = ByteBuffer.wrap(StoreUnderTest.ascii("0123456789"))
                    .asReadOnlyBuffer()
                    .position(3)
                    .limit(7);
            try (ObjectUpload upload = store.upload(StoreUnderTest.key("slice"), PutCondition.REPLACE)) {
                upload.write(buffer);
                upload.commit();
            }
            StoreUnderTest.assertContent(StoreUnderTest.ascii("3456"), store, "slice");
        }
    }

    @Test
    default void shows_nothing_of_an_upload_before_its_commit() throws Exception {
        ObjectKey key = StoreUnderTest.key("a/under-way");
        try (ObjectStore store = open();
                ObjectUpload upload = store.upload(key, PutCondition.IF_ABSENT)) {
            upload.write(ByteBuffer.wrap(new byte[300_000]));
            assertEquals(List.of(), StoreUnderTest.keys(store));
            assertThrows(ObjectMissingException.class, () -> store.head(key));
            assertThrows(ObjectMissingException.class, () -> store.get(key, ByteRange.ALL));
            upload.commit();
            assertEquals(List.of("a/under-way"), StoreUnderTest.keys(store));
        }
    }

    @Test
    default void leaves_nothing_of_an_abandoned_upload() throws Exception {
        ObjectKey key = StoreUnderTest.key("a/abandoned");
        try (ObjectStore store = open()) {
            try (ObjectUpload upload = store.upload(key, PutCondition.REPLACE)) {
                upload.write(ByteBuffer.wrap(new byte[300_000]));
            }
            assertThrows(ObjectMissingException.class, () -> store.get(key, ByteRange.ALL));
            assertEquals(List.of(), StoreUnderTest.keys(store));
        }
    }

    @Test
    default void keeps_the_old_object_when_its_replacement_is_abandoned() throws Exception {
        try (ObjectStore store = open()) {
            StoreUnderTest.put(store, "kept");
            try (ObjectUpload upload = store.upload(StoreUnderTest.key("kept"), PutCondition.REPLACE)) {
                upload.write(ByteBuffer.wrap(StoreUnderTest.ascii("new")));
            }
            StoreUnderTest.assertContent(StoreUnderTest.ascii("bytes of kept"), store, "kept");
        }
    }

    @Test
    default void refuses_an_upload_that_has_ended() throws Exception {
        try (ObjectStore store = open()) {
            ObjectUpload committed = store.upload(StoreUnderTest.key("committed"), PutCondition.IF_ABSENT);
            committed.commit();
            assertThrows(IllegalStateException.class, () -> committed.write(ByteBuffer.allocate(1)));
            assertThrows(IllegalStateException.class, committed::commit);
            committed.close();
            committed.close();
            ObjectUpload abandoned = store.upload(StoreUnderTest.key("abandoned"), PutCondition.IF_ABSENT);
            abandoned.close();
            abandoned.close();
            assertThrows(IllegalStateException.class, () -> abandoned.write(ByteBuffer.allocate(1)));
            assertThrows(IllegalStateException.class, abandoned::commit);
            assertEquals(List.of("committed"), StoreUnderTest.keys(store));
        }
    }

    private static ByteBuffer piece(byte[] bytes, int offset, int length, boolean direct) {
        ByteBuffer wrapped = ByteBuffer.wrap(bytes, offset, length);
        return direct ? ByteBuffer.allocateDirect(length).put(wrapped).flip() : wrapped;
    }
}
