package io.pgcairn.storage.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.pgcairn.storage.ByteRange;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectMissingException;
import io.pgcairn.storage.ObjectStore;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Objects deleted in batches, as often as one likes. */
interface DeleteContract extends StoreUnderTest {
    @Test
    default void deletes_what_it_is_given_and_nothing_else() throws Exception {
        try (ObjectStore store = open()) {
            for (String key : List.of("a/1", "a/2", "a/20", "a/3/x", "b")) {
                StoreUnderTest.put(store, key);
            }
            store.delete(List.of(StoreUnderTest.key("a/2"), StoreUnderTest.key("a/3/x")));
            assertEquals(List.of("a/1", "a/20", "b"), StoreUnderTest.keys(store));
            assertThrows(ObjectMissingException.class, () -> store.get(StoreUnderTest.key("a/2"), ByteRange.ALL));
        }
    }

    @Test
    default void deletes_a_missing_object_without_complaint() throws Exception {
        try (ObjectStore store = open()) {
            StoreUnderTest.put(store, "a/1");
            List<ObjectKey> keys = List.of(
                    StoreUnderTest.key("a/1"),
                    StoreUnderTest.key("a/1"),
                    StoreUnderTest.key("a"),
                    StoreUnderTest.key("a/1/below"),
                    StoreUnderTest.key("never/was"));
            store.delete(keys);
            store.delete(keys);
            store.delete(List.of());
            assertEquals(List.of(), StoreUnderTest.keys(store));
        }
    }

    @Test
    default void does_not_take_a_prefix_for_a_key() throws Exception {
        try (ObjectStore store = open()) {
            StoreUnderTest.put(store, "a/b/c");
            store.delete(List.of(StoreUnderTest.key("a"), StoreUnderTest.key("a/b")));
            assertEquals(List.of("a/b/c"), StoreUnderTest.keys(store));
        }
    }

    @Test
    default void deletes_more_than_one_request_can_hold() throws Exception {
        try (ObjectStore store = open()) {
            List<ObjectKey> keys = new ArrayList<>();
            int count = 2 * store.capabilities().maxDeleteBatch() + 1;
            for (int i = 0; i < count; i++) {
                keys.add(StoreUnderTest.key("many/" + i));
            }
            for (int existing : new int[] {0, count / 2 - 1, count / 2, count - 1}) {
                StoreUnderTest.put(store, "many/" + existing);
            }
            StoreUnderTest.put(store, "other");
            store.delete(keys);
            assertEquals(List.of("other"), StoreUnderTest.keys(store));
        }
    }

    @Test
    default void never_lets_a_delete_make_a_put_beside_it_fail() throws Exception {
        try (ObjectStore store = open()) {
            int rounds = 40;
            List<Integer> done = Race.run(4, runner -> () -> {
                for (int i = 0; i < rounds; i++) {
                    String key = "shared/deep/" + runner + "-" + i;
                    StoreUnderTest.put(store, key);
                    store.delete(List.of(StoreUnderTest.key(key)));
                }
                StoreUnderTest.put(store, "shared/deep/last-" + runner);
                return rounds;
            });
            assertEquals(List.of(rounds, rounds, rounds, rounds), done);
            assertEquals(4, StoreUnderTest.keys(store).size());
        }
    }
}
