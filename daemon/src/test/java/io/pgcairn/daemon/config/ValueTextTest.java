package io.pgcairn.daemon.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ValueTextTest {
    @Test
    void durations_have_a_unit() {
        assertEquals(Duration.ofMillis(500), DurationText.parse("500ms"));
        assertEquals(Duration.ofMinutes(10), DurationText.parse("10m"));
        assertEquals(Duration.ofHours(2), DurationText.parse("2h"));
        assertEquals(Duration.ofDays(7), DurationText.parse("7d"));
        for (String wrong : List.of("5", "s", "5 s", "-5s", "1.5h", "5S", "9999999999s", "")) {
            assertThrows(IllegalArgumentException.class, () -> DurationText.parse(wrong), wrong);
        }
    }

    @Test
    void byte_counts_tell_binary_from_decimal() {
        assertEquals(4 << 20, ByteCountText.parse("4MiB"));
        assertEquals(16_000_000, ByteCountText.parse("16MB"));
        assertEquals(1L << 30, ByteCountText.parse("1GiB"));
        for (String wrong : List.of("4", "4M", "MiB", "-1MiB", "4mib", "999999999TiB", "")) {
            assertThrows(IllegalArgumentException.class, () -> ByteCountText.parse(wrong), wrong);
        }
    }

    @Test
    void schedules_are_five_fields_in_range_or_an_interval_or_never() {
        for (String right :
                List.of("0 2 * * *", "*/5 * * * *", "0,30 0-6/2 1-31 1-12 0-7", "0 2 * * MON", "every 6h", "never")) {
            ScheduleText.parse(right, ZoneOffset.UTC);
        }
        for (String wrong : List.of(
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
                "every",
                "every 0s",
                "every day",
                "Never",
                "@daily")) {
            assertThrows(IllegalArgumentException.class, () -> ScheduleText.parse(wrong, ZoneOffset.UTC), wrong);
        }
    }

    @Test
    void passwords_in_uris_are_masked() {
        assertMasked("postgresql://u:hunter2@h:5432/db", "postgresql://u:***@h:5432/db");
        assertMasked("postgres://u:hunter2@x@h/db", "postgres://u:***@h/db");
        assertMasked("postgresql://h/db?user=u&password=hunter2&x=1", "postgresql://h/db?user=u&password=***&x=1");
        ConnectionUri plain = new ConnectionUri("postgresql://u@h:5432,i:5433/db");
        assertFalse(plain.hasPassword());
        assertEquals(plain.reveal(), plain.toString());
    }

    @Test
    void secrets_print_as_stars() {
        assertEquals("***", new Secret("hunter2").toString());
    }

    @Test
    void the_nearest_name_is_one_of_few_edits() {
        List<String> known = List.of("interval", "bytes", "parallel");

        assertEquals(Optional.of("interval"), NearestName.of("intreval", known));
        assertEquals(Optional.of("parallel"), NearestName.of("paralel", known));
        assertEquals(Optional.empty(), NearestName.of("zebra", known));
        assertEquals(1, NearestName.edits("ab", "ba"));
        assertEquals(3, NearestName.edits("kitten", "sitting"));
    }

    private static void assertMasked(String uri, String printed) {
        ConnectionUri connection = new ConnectionUri(uri);
        assertTrue(connection.hasPassword(), uri);
        assertEquals(printed, connection.toString());
    }
}
