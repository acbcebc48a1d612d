package io.pgcairn.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectKeyTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/etc/passwd",
                "..",
                "../x",
                "a/../b",
                "a/..",
                ".",
                "./a",
                "a/./b",
                "a//b",
                "a/",
                "a\\..\\b",
                "a b",
                "a\0b",
                "a\nb",
                "\u00e4",
                "a%2e%2e",
                "~",
                "a*",
                "C|/x"
            })
    void refuses_a_key_that_could_escape_or_mean_two_things(String value) {
        assertThrows(IllegalArgumentException.class, () -> new ObjectKey(value));
    }

    @Test
    void refuses_overlong_keys_and_parts() {
        assertEquals(
                900,
                new ObjectKey(("a".repeat(99) + "/").repeat(8) + "a".repeat(100))
                        .value()
                        .length());
        assertThrows(IllegalArgumentException.class, () -> new ObjectKey(("a".repeat(99) + "/").repeat(9) + "a"));
        assertEquals(255, new ObjectKey("a".repeat(255)).name().length());
        assertThrows(IllegalArgumentException.class, () -> new ObjectKey("a".repeat(256)));
    }

    @Test
    void takes_dots_that_are_no_way_up() {
        for (String value : List.of("...", ".hidden", "a..b", "a/...", "00000002.history-0f", "a/b.zst.age")) {
            assertEquals(value, new ObjectKey(value).toString());
        }
    }

    @Test
    void resolves_a_child_and_tells_its_name() {
        ObjectKey child = new ObjectKey("a/b").resolve("c/d.e");
        assertEquals("a/b/c/d.e", child.value());
        assertEquals("d.e", child.name());
        assertEquals("alone", new ObjectKey("alone").name());
        assertThrows(IllegalArgumentException.class, () -> child.resolve("../../../x"));
    }

    @Test
    void orders_by_bytes() {
        List<ObjectKey> keys = new ArrayList<>();
        for (String value : List.of("A", "a", "a+", "a-b", "a.b", "a/b", "a0", "a:", "a=", "a@", "aA", "a_", "aa")) {
            keys.add(new ObjectKey(value));
        }
        List<ObjectKey> shuffled = new ArrayList<>(keys.reversed());
        Collections.sort(shuffled);
        assertEquals(keys, shuffled);
        assertTrue(keys.getFirst().compareTo(keys.getLast()) < 0);
    }
}
