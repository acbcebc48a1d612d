package io.pgcairn.daemon.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WalNamesTest {
    private static final SegmentSize MB16 = SegmentSize.DEFAULT;

    @ParameterizedTest
    @ValueSource(strings = {"0/0", "16/B374D848", "FFFFFFFF/FFFFFFFF", "0/1000000"})
    void a_position_reads_as_it_was_written(String text) {
        assertEquals(text, Lsn.parse(text).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "1/", "/1", "123456789/1", "1/123456789", "g/1", "1", "-1/1", "1/1/1", "1/ 1"})
    void refuses_what_is_no_position(String text) {
        assertThrows(IllegalArgumentException.class, () -> Lsn.parse(text));
    }

    @Test
    void positions_are_unsigned() {
        Lsn high = Lsn.parse("FFFFFFFF/0");
        assertTrue(high.isAfter(Lsn.parse("1/0")));
        assertEquals(high, high.max(Lsn.ZERO));
        assertEquals(16, Lsn.ZERO.plus(16).minus(Lsn.ZERO));
        assertFalse(high.isBefore(high));
    }

    @ParameterizedTest
    @CsvSource({"1MB,1048576", "16MB,16777216", "1GB,1073741824", "1024kB,1048576"})
    void segment_sizes_read_as_the_server_shows_them(String shown, int bytes) {
        assertEquals(bytes, SegmentSize.parse(shown).bytes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"16", "3MB", "2GB", "512kB", "MB", "-16MB", "9999999999GB", "99999999999MB"})
    void refuses_impossible_segment_sizes(String shown) {
        assertThrows(IllegalArgumentException.class, () -> SegmentSize.parse(shown));
    }

    @ParameterizedTest
    @CsvSource({
        "1048576, 0/FFF00000, 000000010000000000000FFF",
        "1048576, 1/0, 000000010000000100000000",
        "16777216, 0/FF000000, 0000000100000000000000FF",
        "16777216, 1/0, 000000010000000100000000",
        "1073741824, 0/C0000000, 000000010000000000000003",
        "1073741824, 1/0, 000000010000000100000000"
    })
    void names_roll_over_at_four_gibibytes(int bytes, String start, String name) {
        SegmentSize size = new SegmentSize(bytes);
        SegmentName segment =
                SegmentName.containing(TimelineId.FIRST, Lsn.parse(start).plus(5), size);
        assertEquals(name, segment.fileName(size));
        assertEquals(segment, SegmentName.parse(name, size));
        assertEquals(Lsn.parse(start), segment.start(size));
        assertEquals(segment.end(size), segment.next().start(size));
        assertEquals(5, size.offsetOf(Lsn.parse(start).plus(5)));
        assertEquals(Lsn.parse(start), size.startOf(Lsn.parse(start).plus(5)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00000001000000000000000",
                "0000000100000000000000010",
                "000000000000000000000001",
                "000000010000000000000100",
                "00000001000000000000000G",
                "000000010000000000000001.partial"
            })
    void refuses_names_of_no_segment(String name) {
        assertThrows(IllegalArgumentException.class, () -> SegmentName.parse(name, MB16));
    }

    @Test
    void segments_order_by_timeline_first() {
        assertTrue(new SegmentName(TimelineId.FIRST, 9).compareTo(new SegmentName(new TimelineId(2), 1)) < 0);
        assertTrue(new SegmentName(TimelineId.FIRST, 9).compareTo(new SegmentName(TimelineId.FIRST, 10)) < 0);
        assertThrows(IllegalArgumentException.class, () -> new SegmentName(TimelineId.FIRST, -1));
    }

    @Test
    void timelines_are_named_in_eight_digits() {
        assertEquals("0000000A.history", new TimelineId(10).historyFileName());
        assertEquals(new TimelineId(0xFFFF_FFFFL), TimelineId.parse("FFFFFFFF"));
        assertThrows(IllegalArgumentException.class, () -> TimelineId.parse("0000000A0"));
        assertThrows(IllegalArgumentException.class, () -> TimelineId.parse("00000000"));
        assertThrows(IllegalArgumentException.class, () -> new TimelineId(0x1_0000_0000L));
    }

    @Test
    void system_identifiers_are_unsigned() {
        assertEquals(
                "18446744073709551615", SystemId.parse("18446744073709551615").toString());
        assertThrows(IllegalArgumentException.class, () -> SystemId.parse("x"));
    }
}
