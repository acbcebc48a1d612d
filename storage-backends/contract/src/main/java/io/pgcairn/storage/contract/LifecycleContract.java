package io.pgcairn.storage.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.storage.ByteRange;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.ObjectUpload;
import io.pgcairn.storage.PutCondition;
import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.StoreTimeoutException;
import io.pgcairn.storage.StoreUnavailableException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Stores opened, out of time, and closed. */
interface LifecycleContract extends StoreUnderTest {
    @Test
    default void ends_every_verb_at_its_deadline_and_shows_nothing_of_it() throws Exception {
        ObjectKey key = StoreUnderTest.key("a/there");
        try (ObjectStore store = open();
                ObjectStore hasty = open(Duration.ofNanos(1))) {
            StoreUnderTest.put(store, key.value());
            assertTimesOut(() -> StoreUnderTest.put(hasty, "a/new"));
            assertTimesOut(
                    () -> StoreUnderTest.put(hasty, key.value(), StoreUnderTest.ascii("x"), PutCondition.REPLACE));
            assertTimesOut(() -> StoreUnderTest.get(hasty, key.value(), ByteRange.ALL));
            assertTimesOut(() -> hasty.head(key));
            assertTimesOut(() -> hasty.list("", "", 10));
            assertTimesOut(() -> hasty.delete(List.of(StoreUnderTest.key("b"))));
            assertEquals(List.of(key.value()), StoreUnderTest.keys(store));
            StoreUnderTest.assertContent(StoreUnderTest.ascii("bytes of a/there"), store, key.value());
        }
    }

    @Test
    default void shows_a_second_store_what_the_first_committed() throws Exception {
        try (ObjectStore first = open();
                ObjectStore second = open()) {
            StoreUnderTest.put(first, "a/b");
            assertEquals(List.of("a/b"), StoreUnderTest.keys(second));
            StoreUnderTest.assertContent(StoreUnderTest.ascii("bytes of a/b"), second, "a/b");
        }
    }

    @Test
    default void abandons_uploads_when_it_is_closed() throws Exception {
        try (ObjectStore other = open()) {
            ObjectStore store = open();
            try (ObjectUpload upload = store.upload(StoreUnderTest.key("a/left"), PutCondition.IF_ABSENT)) {
                upload.write(ByteBuffer.wrap(new byte[100_000]));
                store.close();
                assertThrows(StoreException.class, upload::commit);
            }
            assertEquals(List.of(), StoreUnderTest.keys(other));
        }
    }

    @Test
    default void closes_twice_and_refuses_what_comes_after() throws Exception {
        ObjectStore store = open();
        StoreUnderTest.put(store, "a");
        store.close();
        store.close();
        assertThrows(StoreUnavailableException.class, () -> StoreUnderTest.put(store, "b"));
        assertThrows(StoreUnavailableException.class, () -> store.head(StoreUnderTest.key("a")));
        assertThrows(StoreUnavailableException.class, () -> store.list("", "", 1));
        assertThrows(StoreUnavailableException.class, () -> store.delete(List.of(StoreUnderTest.key("a"))));
    }

    @Test
    default void says_where_it_is() throws Exception {
        try (ObjectStore store = open()) {
            assertTrue(store.location().contains("://"), store.location());
            assertFalse(store.location().contains("@"), "no credentials in " + store.location());
        }
    }

    private static void assertTimesOut(Executable call) {
        StoreTimeoutException late = assertThrows(StoreTimeoutException.class, call);
        assertTrue(late.isRetryable());
    }
}
