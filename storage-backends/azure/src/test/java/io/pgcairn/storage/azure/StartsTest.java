package io.pgcairn.storage.azure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The beginnings of listings. */
class StartsTest {
    @ParameterizedTest
    @CsvSource({"a/b, a/b", "a/~, a0", "a~, b", "az~, b", "'a b', a+", "a!b, a+", "a^, a_", "'a,b', a-"})
    void begins_at_the_first_key_that_may_follow(String after, String from) {
        assertEquals(Optional.of(from), Starts.from(after));
    }

    @Test
    void knows_when_no_key_can_follow() {
        assertEquals(Optional.empty(), Starts.from("z~"));
        assertEquals(Optional.empty(), Starts.from("~"));
    }
}
