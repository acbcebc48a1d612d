package io.pgcairn.storage.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.storage.InvalidStoreSettingsException;
import io.pgcairn.storage.ObjectInfo;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectPage;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Listings in an order that loses objects. */
class PageOrderTest {
    private final Call call = new Call("listing 'a'", "fake://bucket", Duration.ofMinutes(1));

    private static ObjectPage page(String... keys) {
        return new ObjectPage(
                Arrays.stream(keys)
                        .map(key -> new ObjectInfo(new ObjectKey(key), 1, Instant.EPOCH))
                        .toList(),
                true);
    }

    @Test
    void passes_on_what_is_in_order() throws Exception {
        ObjectPage page = page("a/1", "a/2", "b");
        assertEquals(page, PageOrder.required(call, "a", page));
        assertEquals(page(), PageOrder.required(call, "z", page()));
    }

    @Test
    void refuses_what_is_out_of_order() {
        assertThrows(InvalidStoreSettingsException.class, () -> PageOrder.required(call, "", page("b", "a")));
        assertThrows(InvalidStoreSettingsException.class, () -> PageOrder.required(call, "", page("a", "a")));
        InvalidStoreSettingsException behind =
                assertThrows(InvalidStoreSettingsException.class, () -> PageOrder.required(call, "b", page("a")));
        assertTrue(behind.hint().contains("order"), behind.hint());
    }
}
