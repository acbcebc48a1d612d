package io.pgcairn.daemon.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CronScheduleTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static List<String> runs(String fields, ZoneId zone, String after, int count) {
        Schedule schedule = Schedule.cron(fields, zone);
        List<String> runs = new ArrayList<>();
        Instant at = Instant.parse(after);
        for (int i = 0; i < count; i++) {
            at = schedule.next(at).orElseThrow();
            runs.add(at.toString());
        }
        return runs;
    }

    @Test
    void a_time_that_the_clocks_leap_over_comes_right_after_the_gap() {
        assertEquals(
                List.of("2026-03-28T01:30:00Z", "2026-03-29T01:00:00Z", "2026-03-30T00:30:00Z"),
                runs("30 2 * * *", BERLIN, "2026-03-28T00:00:00Z", 3));
    }

    @Test
    void a_time_that_the_clocks_show_twice_comes_once_the_first_time() {
        assertEquals(
                List.of("2026-10-24T00:30:00Z", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z"),
                runs("30 2 * * *", BERLIN, "2026-10-24T00:00:00Z", 3));
    }

    @Test
    void the_hour_after_the_one_that_comes_twice_is_not_lost() {
        assertEquals(
                List.of("2026-10-25T00:45:00Z", "2026-10-25T02:00:00Z"),
                runs("*/15 * * * *", BERLIN, "2026-10-25T00:30:00Z", 2));
        assertEquals(List.of("2026-10-25T02:00:00Z"), runs("0 3 * * *", BERLIN, "2026-10-25T01:45:00Z", 1));
    }

    @Test
    void all_times_in_one_gap_come_once() {
        assertEquals(
                List.of("2026-03-29T00:45:00Z", "2026-03-29T01:00:00Z", "2026-03-29T01:15:00Z"),
                runs("*/15 * * * *", BERLIN, "2026-03-29T00:30:00Z", 3));
    }

    @Test
    void a_day_that_a_zone_left_out_has_no_run() {
        // Samoa went from the 29th to the 31st of December 2011.
        assertEquals(
                List.of("2011-12-29T12:00:00Z", "2011-12-30T12:00:00Z"),
                runs("0 2 * * *", ZoneId.of("Pacific/Apia"), "2011-12-28T13:00:00Z", 2));
    }

    @Test
    void the_words_of_cron_are_known() {
        assertEquals(List.of("2026-01-05T02:00:00Z"), runs("0 2 * * MON", ZoneOffset.UTC, "2026-01-01T00:00:00Z", 1));
        assertEquals(List.of("2026-02-01T00:00:00Z"), runs("0 0 1 feb *", ZoneOffset.UTC, "2026-01-01T00:00:00Z", 1));
        for (String sunday : List.of("0", "7", "sun", "SUN")) {
            assertEquals(
                    List.of("2026-01-04T02:00:00Z", "2026-01-11T02:00:00Z"),
                    runs("0 2 * * " + sunday, ZoneOffset.UTC, "2026-01-01T00:00:00Z", 2));
        }
        assertEquals(
                List.of("2026-01-02T02:00:00Z", "2026-01-03T02:00:00Z", "2026-01-04T02:00:00Z", "2026-01-09T02:00:00Z"),
                runs("0 2 * * 5-7", ZoneOffset.UTC, "2026-01-01T02:00:00Z", 4));
    }

    @Test
    void either_day_will_do_if_both_are_restricted() {
        assertEquals(
                List.of("2026-01-12T02:00:00Z", "2026-01-13T02:00:00Z", "2026-01-19T02:00:00Z"),
                runs("0 2 13 * MON", ZoneOffset.UTC, "2026-01-06T00:00:00Z", 3));
    }

    @Test
    void leap_days_come() {
        assertEquals(List.of("2104-02-29T00:00:00Z"), runs("0 0 29 2 *", ZoneOffset.UTC, "2096-02-29T00:00:00Z", 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0 2 * *",
                "0 2 * * * *",
                "60 2 * * *",
                "0 24 * * *",
                "0 2 0 * *",
                "0 2 * 13 *",
                "0 2 * * 8",
                "5-2 * * * *",
                "*/0 * * * *",
                "a * * * *",
                ", * * * *",
                "1/2/3 * * * *",
                "@daily",
                "0 2 L * *",
                "0 2 ? * *",
                "0 2 * * 1#2",
                "0 0 30 2 *",
                "0 0 31 4,6 *"
            })
    void what_is_no_schedule_or_never_comes_is_refused(String fields) {
        assertThrows(IllegalArgumentException.class, () -> Schedule.cron(fields, BERLIN));
    }

    @Test
    void agrees_with_a_slow_reading_of_the_fields() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            FieldsByHand fields = FieldsByHand.random(random);
            Schedule schedule = Schedule.cron(fields.text(), ZoneOffset.UTC);
            LocalDateTime at = LocalDate.of(2020, 1, 1)
                    .plusDays(random.nextInt(3000))
                    .atTime(random.nextInt(24), random.nextInt(60));
            LocalDateTime expected = fields.next(at);
            assertEquals(
                    expected.toInstant(ZoneOffset.UTC),
                    schedule.next(at.toInstant(ZoneOffset.UTC)).orElseThrow(),
                    () -> "seed " + seed + ": " + fields.text());
        }
    }
}
