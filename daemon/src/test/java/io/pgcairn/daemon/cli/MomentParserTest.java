package io.pgcairn.daemon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.fault.Fault;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class MomentParserTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant SEVEN = Instant.parse("2026-11-21T07:00:00Z");

    private final MomentParser parser = new MomentParser(Clock.fixed(NOW, ZoneOffset.UTC), BERLIN);

    @Test
    void a_time_with_a_zone_means_that_moment() throws Exception {
        for (String text : List.of(
                "2026-11-21T07:00:00Z",
                "2026-11-21 07:00Z",
                "2026-11-21 07:00:00+00",
                "2026-11-21 07:00:00 +00",
                "2026-11-21 08:00:00+01:00",
                "2026-11-21 08:00:00+0100",
                "2026-11-21T01:30:00-05:30",
                "2026-11-21 07:00:00 UTC",
                "2026-11-21 07:00:00 GMT",
                "2026-11-21 08:00:00 Europe/Berlin",
                "  2026-11-21 07:00:00.000000+00 ")) {
            assertEquals(SEVEN, parser.parse(text), text);
        }
    }

    @Test
    void fractions_of_a_second_are_kept() throws Exception {
        assertEquals(SEVEN.plusNanos(123_456_000), parser.parse("2026-11-21 07:00:00.123456+00"));
    }

    @Test
    void a_time_without_a_zone_is_of_this_hosts() throws Exception {
        assertEquals(SEVEN, parser.parse("2026-11-21 08:00:00"));
        assertEquals(Instant.parse("2026-07-01T06:00:00Z"), parser.parse("2026-07-01T08:00"));
    }

    @Test
    void a_span_goes_back_from_now() throws Exception {
        assertEquals(NOW.minusSeconds(30 * 60), parser.parse("30m"));
        assertEquals(NOW.minusSeconds(6 * 3600), parser.parse("6h"));
        assertEquals(NOW.minusSeconds(60 * 3600), parser.parse("2.5d"));
        assertEquals(NOW.minusSeconds(7 * 86400), parser.parse("1w"));
        assertEquals(NOW.minusMillis(1500), parser.parse("1.5s"));
        assertEquals(NOW, parser.parse("0s"));
    }

    @Test
    void an_hour_that_clocks_skipped_is_refused() throws Exception {
        assertRefused("2026-03-29 02:30:00", "clocks in Europe/Berlin skipped it");
        assertEquals(Instant.parse("2026-03-29T01:00:00Z"), parser.parse("2026-03-29 03:00:00"));
        assertEquals(Instant.parse("2026-03-29T02:30:00Z"), parser.parse("2026-03-29 02:30:00Z"));
    }

    @Test
    void an_hour_that_clocks_repeated_is_refused_and_both_are_offered() {
        UnusableArgumentException e = assertRefused("2026-10-25 02:30:00", "was twice");

        assertEquals("say which: 2026-10-25T02:30+02:00 or 2026-10-25T02:30+01:00", e.hint());
        assertRefused("2026-10-25 02:30:00 Europe/Berlin", "was twice");
    }

    @Test
    void what_is_offered_is_understood() throws Exception {
        assertEquals(Instant.parse("2026-10-25T00:30:00Z"), parser.parse("2026-10-25T02:30+02:00"));
        assertEquals(Instant.parse("2026-10-25T01:30:00Z"), parser.parse("2026-10-25T02:30+01:00"));
    }

    @Test
    void garbage_is_refused_with_examples() {
        for (String text : List.of(
                "",
                "13am",
                "yesterday",
                "now",
                "7:00",
                "07:00",
                "2026-11-21",
                "21.11.2026 07:00",
                "11/21/2026 07:00",
                "30",
                "m",
                "-30m",
                "30 m",
                "1h30m",
                "30M",
                "1e3s",
                "1.h",
                "99999999d",
                "2026-11-21 07",
                "2026-11-21 7:00",
                "2026-11-21  07:00:00",
                "2026-11-21 07:00:00 am",
                "2026-11-21 07:00:00+1",
                "2026-11-21 07:00:00;x")) {
            UnusableArgumentException e = assertRefused(text, "is no moment");
            assertTrue(e.hint().contains("2026-11-21T07:00:00Z"), e.hint());
        }
    }

    @Test
    void dates_and_times_that_do_not_exist_are_refused() {
        for (String text :
                List.of("2026-02-29 07:00:00Z", "2026-13-01 07:00:00Z", "2026-11-21 24:01:00Z", "2026-11-21 07:60Z")) {
            assertRefused(text, "is no date and time that exists");
        }
    }

    @Test
    void zones_that_do_not_exist_are_refused() {
        assertRefused("2026-11-21 07:00:00 Mars/Base", "no zone that is known: Mars/Base");
        assertRefused("2026-11-21 07:00:00 CEST", "no zone that is known: CEST");
        assertRefused("2026-11-21 07:00:00+25", "no zone that is known: +25");
    }

    private UnusableArgumentException assertRefused(String text, String words) {
        UnusableArgumentException e = assertThrows(UnusableArgumentException.class, () -> parser.parse(text), text);
        assertEquals(Fault.TARGET_INVALID, e.fault());
        assertTrue(String.valueOf(e.getMessage()).contains(words), e.getMessage());
        return e;
    }

    @Test
    void a_moment_ahead_is_a_span_from_now_a_time_or_the_begin_of_a_day() throws Exception {
        assertEquals(NOW.plusSeconds(30 * 86_400), parser.parseAhead("--until", "30d"));
        assertEquals(Instant.parse("2026-12-31T23:00:00Z"), parser.parseAhead("--until", "2027-01-01"));
        assertEquals(Instant.parse("2027-01-01T07:00:00Z"), parser.parseAhead("--until", "2027-01-01T07:00Z"));
    }

    @Test
    void a_moment_that_is_not_ahead_or_none_at_all_is_wrong_usage() {
        for (String text :
                List.of("2026-11-21", "2026-11-21T07:00Z", "0d", "6mo", "2027-02-30", "tomorrow", "999999w")) {
            UnusableArgumentException refused =
                    assertThrows(UnusableArgumentException.class, () -> parser.parseAhead("--until", text), text);
            assertEquals(Fault.USAGE, refused.fault(), text);
            assertTrue(String.valueOf(refused.getMessage()).contains("--until"), refused::toString);
        }
    }
}
