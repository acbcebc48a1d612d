package io.pgcairn.storage.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.storage.ByteRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers that hold another range than was asked for. */
class AnsweredRangeTest {
    @ParameterizedTest
    @CsvSource({
        "bytes 10-19/100, true",
        "bytes 10-19/*, true",
        "bytes 10-14/15, true",
        "bytes 10-14/100, false",
        "bytes 10-14/*, false",
        "bytes 0-9/100, false",
        "bytes 10-20/100, false",
        "nonsense, false"
    })
    void takes_what_was_asked_for_as_far_as_the_object_reaches(String told, boolean fits) {
        assertEquals(fits, AnsweredRange.fits(new ByteRange(10, 10), told));
    }

    @Test
    void takes_the_rest_only_if_it_is_all_of_it() {
        assertTrue(AnsweredRange.fits(ByteRange.from(10), "bytes 10-99/100"));
        assertFalse(AnsweredRange.fits(ByteRange.from(10), "bytes 10-50/100"));
        assertFalse(AnsweredRange.fits(ByteRange.from(10), "bytes 10-50/*"));
        assertFalse(AnsweredRange.fits(ByteRange.ALL, "bytes 0-50/100"));
    }

    @Test
    void takes_a_whole_object_only_for_what_begins_where_it_does() {
        assertTrue(AnsweredRange.fits(ByteRange.ALL, null));
        assertTrue(AnsweredRange.fits(new ByteRange(0, 10), null));
        assertFalse(AnsweredRange.fits(ByteRange.from(1), null));
    }
}
