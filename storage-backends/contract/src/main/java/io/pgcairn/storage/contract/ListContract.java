package io.pgcairn.storage.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.storage.ObjectPage;
import io.pgcairn.storage.ObjectStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Listings in byte order, by prefix, from any place, in pages of any size. */
interface ListContract extends StoreUnderTest {
    /** Signs before and after the slash in byte order, so that directories and files interleave. */
    List<String> PARTS = List.of("a", "a-b", "a.b", "a0", "a:b", "aa", "A", "a+", "b", "0", "a@", "a_", "a=");

    /** 260 keys, none of which is another's directory. */
    private static TreeSet<String> manyKeys() {
        TreeSet<String> keys = new TreeSet<>();
        for (String first : PARTS) {
            for (String second : PARTS.subList(0, 5)) {
                keys.add(first + "/" + second + "/x");
                keys.add(first + "/" + second + ".x");
                keys.add(first + "/" + second + "-" + second);
                keys.add(first + ".file-" + second);
            }
        }
        return keys;
    }

    private static void putAll(ObjectStore store, Iterable<String> keys) throws Exception {
        for (String key : keys) {
            StoreUnderTest.put(store, key);
        }
    }

    @Test
    default void lists_in_byte_order_where_directories_and_files_interleave() throws Exception {
        List<String> ordered = List.of("A/z", "a-b", "a.b", "a/-", "a/0/1", "a/b", "a0", "a:", "aa/b", "b");
        try (ObjectStore store = open()) {
            putAll(store, ordered.reversed());
            assertEquals(ordered, StoreUnderTest.keys(store, "", "", 100));
            assertEquals(ordered, StoreUnderTest.keys(store, "", "", 1));
            assertEquals(ordered.subList(1, 9), StoreUnderTest.keys(store, "a", "", 3));
            assertEquals(ordered.subList(3, 6), StoreUnderTest.keys(store, "a/", "", 2));
            assertEquals(ordered.subList(4, 10), StoreUnderTest.keys(store, "", "a/-", 100));
        }
    }

    @Test
    default void lists_nothing_of_an_empty_store() throws Exception {
        try (ObjectStore store = open()) {
            assertEquals(new ObjectPage(List.of(), true), store.list("", "", 10));
            assertEquals(new ObjectPage(List.of(), true), store.list("a/b", "a/b/c", 1));
        }
    }

    @Test
    default void lists_all_keys_once_in_pages_of_any_size() throws Exception {
        TreeSet<String> keys = manyKeys();
        try (ObjectStore store = open()) {
            putAll(store, keys);
            assertTrue(keys.size() >= 250, "keys " + keys.size());
            for (int limit : new int[] {1, 7, 100, keys.size() - 1, keys.size(), keys.size() + 1, 10_000}) {
                assertEquals(List.copyOf(keys), StoreUnderTest.keys(store, "", "", limit), "limit " + limit);
                assertTrue(store.list("", "", limit).objects().size() <= limit, "limit " + limit);
            }
        }
    }

    @Test
    default void agrees_with_a_sorted_set_on_any_prefix_and_start() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        TreeSet<String> keys = manyKeys();
        List<String> list = List.copyOf(keys);
        try (ObjectStore store = open()) {
            putAll(store, keys);
            for (int i = 0; i < 100; i++) {
                String prefix = cut(list, random);
                String after = random.nextInt(4) == 0 ? "" : cut(list, random);
                List<String> expected = new ArrayList<>(keys.tailSet(after, false));
                expected.removeIf(key -> !key.startsWith(prefix));
                assertEquals(
                        expected,
                        StoreUnderTest.keys(store, prefix, after, 1 + random.nextInt(60)),
                        "prefix '" + prefix + "' after '" + after + "' seed " + seed);
            }
        }
    }

    @Test
    default void answers_the_same_after_a_key_that_does_not_exist() throws Exception {
        try (ObjectStore store = open()) {
            putAll(store, List.of("a/1", "a/3", "b/1"));
            assertEquals(List.of("a/3", "b/1"), StoreUnderTest.keys(store, "", "a/2", 10));
            assertEquals(List.of("b/1"), StoreUnderTest.keys(store, "", "a/3/x", 10));
            assertEquals(List.of("b/1"), StoreUnderTest.keys(store, "", "a0", 10));
            assertEquals(List.of("a/1", "a/3"), StoreUnderTest.keys(store, "a", "0", 10));
            assertEquals(List.of(), StoreUnderTest.keys(store, "a", "b", 10));
            assertEquals(List.of("a/1", "a/3", "b/1"), StoreUnderTest.keys(store, "", "!", 10));
            assertEquals(List.of(), StoreUnderTest.keys(store, "", "\u00e4", 10));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "../", "/", "/etc/", "a/..", "a/../", "a//", "./", "a/./", "\\", "*", "\u00e4", "\0"})
    default void finds_nothing_under_a_prefix_that_no_key_has(String prefix) throws Exception {
        try (ObjectStore store = open()) {
            putAll(store, List.of("a/b", "b"));
            assertEquals(List.of(), StoreUnderTest.keys(store, prefix, "", 10));
            List<String> behind = new ArrayList<>(List.of("a/b", "b"));
            behind.removeIf(key -> key.compareTo(prefix) <= 0);
            assertEquals(behind, StoreUnderTest.keys(store, "", prefix, 10));
        }
    }

    @Test
    default void refuses_a_page_of_no_objects() throws Exception {
        try (ObjectStore store = open()) {
            assertThrows(IllegalArgumentException.class, () -> store.list("", "", 0));
        }
    }

    /** The start of some key, sometimes with a sign more. */
    private static String cut(List<String> keys, Random random) {
        String key = keys.get(random.nextInt(keys.size()));
        String start = key.substring(0, random.nextInt(key.length() + 1));
        return random.nextInt(5) == 0 ? start + PARTS.get(random.nextInt(PARTS.size())) : start;
    }
}
