package io.pgcairn.daemon.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** How the page writes and reads times and numbers, and what its writer refuses. */
class SpokenTest {
    private static final Instant NOW = Models.NOW;

    @Test
    void ages_and_sizes_are_told_in_units_that_suit() {
        assertEquals("12 s ago", Spoken.age(NOW.minusSeconds(12), NOW));
        assertEquals("3 min 4 s ago", Spoken.age(NOW.minusSeconds(184), NOW));
        assertEquals("in 7 h 34 min", Spoken.age(NOW.plusSeconds(7 * 3600 + 34 * 60), NOW));
        assertEquals("14 d ago", Spoken.age(NOW.minus(Duration.ofHours(14 * 24 + 5)), NOW));
        assertEquals("1 byte", Spoken.size(1));
        assertEquals("999 bytes", Spoken.size(999));
        assertEquals("1.0 kB", Spoken.size(1000));
        assertEquals("1.0 MB", Spoken.size(999_999));
        assertEquals("9.2 EB", Spoken.size(Long.MAX_VALUE));
    }

    @Test
    void a_moment_without_a_zone_is_utc_and_an_hour_that_comes_twice_is_told_apart_by_its_offset() {
        Instant seven = Instant.parse("2026-11-21T07:00:00Z");
        assertEquals(Optional.of(seven), Moments.parse("2026-11-21T07:00"));
        assertEquals(Optional.of(seven), Moments.parse(" 2026-11-21 07:00:00 "));
        assertEquals(Optional.of(seven), Moments.parse("2026-11-21T07:00:00Z"));
        assertEquals(Optional.of(Instant.parse("2026-10-25T00:30:00Z")), Moments.parse("2026-10-25T02:30:00+02:00"));
        assertEquals(Optional.of(Instant.parse("2026-10-25T01:30:00Z")), Moments.parse("2026-10-25T02:30:00+01:00"));
        assertEquals(Optional.of(Instant.parse("2026-03-29T02:30:00Z")), Moments.parse("2026-03-29T02:30"));
        for (String none : new String[] {"", "now", "2026-02-30T00:00", "2026-11-21", "+999999999-01-01T00:00Z\0"}) {
            assertEquals(Optional.empty(), Moments.parse(none), none);
        }
        assertEquals("2026-11-21T18:25:03", Moments.field(NOW));
    }

    @Test
    void any_stretch_of_time_has_a_few_ticks_on_it() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 2000; i++) {
            Duration shown = Duration.ofSeconds((long) Math.exp(random.nextDouble() * 22));
            Axis axis = Axis.of(NOW.minus(shown), NOW);
            int ticks = axis.ticks().size();
            assertTrue(ticks <= 8, () -> ticks + " ticks for " + shown + ", seed " + seed);
            assertTrue(ticks >= 1 || shown.toDays() > 365 * 60, () -> "no tick for " + shown + ", seed " + seed);
            axis.ticks().forEach(tick -> {
                assertTrue(!tick.at().isBefore(axis.from()) && !tick.at().isAfter(axis.to()), "seed " + seed);
            });
            assertEquals(100, axis.percent(NOW));
            assertEquals(0, axis.percent(Instant.EPOCH.minus(Duration.ofDays(100_000))));
        }
    }

    @Test
    void a_tick_is_not_before_the_line_by_a_fraction_of_a_second() {
        Axis axis = new Axis(Instant.parse("2026-11-21T00:00:00.3Z"), Instant.parse("2026-11-21T06:00:00.3Z"));
        assertEquals(
                Instant.parse("2026-11-21T01:00:00Z"), axis.ticks().getFirst().at());
    }

    @Test
    void what_would_run_or_load_something_cannot_be_written() {
        Html html = new Html();
        assertThrows(IllegalArgumentException.class, () -> html.element("script", "x"));
        assertThrows(IllegalArgumentException.class, () -> html.element("a b", "x"));
        assertThrows(IllegalArgumentException.class, () -> Attributes.of("onclick", "x"));
        assertThrows(IllegalArgumentException.class, () -> Attributes.of("style", "x"));
        assertThrows(IllegalArgumentException.class, () -> Attributes.of("href", "javascript:alert(1)"));
        assertThrows(IllegalArgumentException.class, () -> Attributes.of("href", "//elsewhere.example/"));
        assertThrows(IllegalArgumentException.class, () -> new Attributes(Map.of("src", "/x")));
        assertThrows(IllegalArgumentException.class, () -> new Stylesheet("</style><script>"));
        html.element("p", Attributes.css("\"><b>"), "a & b < c");
        assertEquals("<!DOCTYPE html>\n<p class=\"&quot;&gt;&lt;b&gt;\">a &amp; b &lt; c</p>\n", html.document());
    }
}
