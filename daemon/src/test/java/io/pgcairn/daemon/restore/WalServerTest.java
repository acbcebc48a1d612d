package io.pgcairn.daemon.restore;

import static io.pgcairn.daemon.restore.ArchiveFixture.SIZE;
import static io.pgcairn.daemon.restore.ArchiveFixture.content;
import static io.pgcairn.daemon.restore.ArchiveFixture.name;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.storage.contract.StoreStep;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every line of the table of answers, on a store that nobody disturbs. */
class WalServerTest {
    private static final WalServerSettings SETTINGS =
            new WalServerSettings(Duration.ofSeconds(60), Duration.ofSeconds(15), 0, 0, Duration.ofDays(1));

    private final FakeWalTime time = FakeWalTime.rushing();
    private ArchiveFixture fixture;
    private WalServer server;

    @BeforeEach
    void open() throws IOException {
        fixture = new ArchiveFixture();
        server = new WalServer(fixture.archiveUnderTest(), SETTINGS, time, new Random(1));
    }

    @AfterEach
    void close() {
        server.close();
    }

    private byte[] found(String fileName) {
        WalAnswer.Found found = assertInstanceOf(WalAnswer.Found.class, server.answer(fileName));
        try (WalFile file = found.file()) {
            ByteBuffer bytes = file.bytes();
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            return copy;
        }
    }

    private WalAnswer.Gap gap(String fileName) {
        return assertInstanceOf(WalAnswer.Gap.class, server.answer(fileName));
    }

    private void assertAbsent(String fileName) {
        assertInstanceOf(WalAnswer.Absent.class, server.answer(fileName));
    }

    @Test
    void serves_a_complete_segment_byte_for_byte() throws IOException {
        fixture.pushSegments(1, 3, 3);
        assertArrayEquals(content(1, 3), found(name(1, 3)));
    }

    @Test
    void an_empty_archive_has_nothing_and_says_so() {
        assertAbsent(name(1, 1));
        assertAbsent("00000002.history");
    }

    @Test
    void a_segment_stored_after_the_last_look_is_found() throws IOException {
        fixture.pushSegments(1, 1, 1);
        found(name(1, 1));
        assertAbsent(name(1, 2));
        fixture.pushSegments(1, 2, 2);
        assertArrayEquals(content(1, 2), found(name(1, 2)));
    }

    @Test
    void the_segment_after_the_last_one_is_absent_without_a_wait() throws IOException {
        fixture.pushSegments(1, 1, 2);
        assertAbsent(name(1, 3));
        assertEquals(List.of(), time.slept());
    }

    @Test
    void a_missing_middle_segment_is_a_gap() throws IOException {
        fixture.pushSegments(1, 1, 1);
        fixture.pushSegments(1, 3, 3);
        WalAnswer.Gap gap = gap(name(1, 2));
        assertTrue(gap.message().contains(name(1, 2)), gap.message());
        assertTrue(!gap.hint().isEmpty());
    }

    @Test
    void a_segment_before_the_first_stored_one_is_a_gap() throws IOException {
        fixture.pushSegments(1, 5, 6);
        gap(name(1, 4));
    }

    @Test
    void a_later_tail_makes_a_gap_too() throws IOException {
        fixture.pushTail(1, 3, 0, 100);
        gap(name(1, 2));
    }

    @Test
    void a_gap_that_fills_while_the_request_is_held_is_no_gap() throws IOException {
        fixture.pushSegments(1, 3, 3);
        AtomicInteger listings = new AtomicInteger();
        fixture.store.follow((step, _) -> {
            if (step == StoreStep.LIST && listings.incrementAndGet() == 6) {
                push(1, 2);
            }
        });
        assertArrayEquals(content(1, 2), found(name(1, 2)));
    }

    private void push(long timeline, long number) {
        try {
            fixture.pushSegments(timeline, number, number);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void later_wal_that_was_deleted_meanwhile_makes_no_gap() throws IOException {
        fixture.pushSegments(1, 2, 4);
        found(name(1, 2));
        fixture.delete(key -> key.contains(name(1, 3)) || key.contains(name(1, 4)));
        assertAbsent(name(1, 3));
    }

    @Test
    void the_last_segment_is_served_from_its_tails_with_zeros_behind() throws IOException {
        fixture.pushSegments(1, 1, 1);
        // Something else in the buffer that is used again: zeros must be written, not hoped for.
        found(name(1, 1));
        found(name(1, 1));
        fixture.pushTail(1, 2, 0, 5000);
        fixture.pushTail(1, 2, 4096, 9000);
        byte[] expected = new byte[SIZE.bytes()];
        System.arraycopy(content(1, 2), 0, expected, 0, 9000);
        assertArrayEquals(expected, found(name(1, 2)));
    }

    @Test
    void tails_grow_between_two_requests() throws IOException {
        fixture.pushTail(1, 2, 0, 5000);
        found(name(1, 2));
        fixture.pushTail(1, 2, 5000, 6000);
        assertArrayEquals(Arrays.copyOf(content(1, 2), 6000), Arrays.copyOf(found(name(1, 2)), 6000));
    }

    @Test
    void tails_with_later_wal_behind_them_are_a_gap() throws IOException {
        fixture.pushTail(1, 2, 0, 5000);
        fixture.pushSegments(1, 3, 3);
        gap(name(1, 2));
    }

    @Test
    void tails_with_a_hole_are_a_gap() throws IOException {
        fixture.pushTail(1, 2, 0, 5000);
        fixture.pushTail(1, 2, 6000, 7000);
        gap(name(1, 2));
    }

    @Test
    void tails_that_lack_the_segments_start_are_a_gap() throws IOException {
        fixture.pushTail(1, 2, 6000, 7000);
        gap(name(1, 2));
    }

    @Test
    void two_contents_under_one_name_are_contradicted() throws IOException {
        fixture.pushSegments(1, 2, 2);
        fixture.writer.pushSegment(ArchiveFixture.segment(1, 2), ByteBuffer.wrap(content(9, 9)));
        assertInstanceOf(WalAnswer.Contradicted.class, server.answer(name(1, 2)));
    }

    @Test
    void a_segment_before_its_timelines_beginning_is_absent() throws IOException {
        fixture.pushHistory(2, 1, 5, 100);
        fixture.pushSegments(2, 5, 7);
        assertAbsent(name(2, 4));
    }

    @Test
    void the_first_segment_of_a_timeline_missing_is_a_gap() throws IOException {
        fixture.pushHistory(2, 1, 5, 100);
        fixture.pushSegments(2, 6, 7);
        gap(name(2, 5));
    }

    @Test
    void an_old_timelines_missing_segment_before_the_switch_is_a_gap() throws IOException {
        fixture.pushSegments(1, 1, 2);
        fixture.pushHistory(2, 1, 5, 100);
        fixture.pushSegments(2, 5, 7);
        assertTrue(gap(name(1, 3)).message().contains("timeline 2"));
    }

    @Test
    void an_old_timelines_tails_well_before_the_switch_are_a_gap() throws IOException {
        fixture.pushTail(1, 3, 0, 100);
        fixture.pushHistory(2, 1, 5, 100);
        fixture.pushSegments(2, 5, 7);
        gap(name(1, 3));
    }

    @Test
    void an_old_timelines_last_tails_are_served_after_the_switch() throws IOException {
        fixture.pushTail(1, 5, 0, 100);
        fixture.pushHistory(2, 1, 5, 100);
        fixture.pushSegments(2, 5, 7);
        found(name(1, 5));
    }

    @Test
    void an_old_timelines_segments_after_the_switch_are_absent() throws IOException {
        fixture.pushSegments(1, 4, 4);
        fixture.pushHistory(2, 1, 5, 0);
        fixture.pushSegments(2, 5, 7);
        assertAbsent(name(1, 5));
        assertAbsent(name(1, 6));
    }

    @Test
    void a_history_without_wal_is_no_reason_to_call_the_old_timelines_end_a_gap() throws IOException {
        fixture.pushSegments(1, 1, 4);
        fixture.pushHistory(2, 1, 5, 100);
        assertAbsent(name(1, 5));
    }

    @Test
    void two_histories_of_a_newer_timeline_leave_an_older_ones_end_open() throws IOException {
        fixture.pushSegments(1, 1, 4);
        fixture.pushHistory(2, 1, 5, 100);
        fixture.pushHistory(2, 1, 4, 100);
        assertInstanceOf(WalAnswer.Contradicted.class, server.answer(name(1, 5)));
    }

    @Test
    void serves_a_history_byte_for_byte() throws IOException {
        byte[] file = fixture.pushHistory(2, 1, 5, 100);
        assertArrayEquals(file, found("00000002.history"));
    }

    @Test
    void a_history_stored_after_the_last_look_is_found() throws IOException {
        assertAbsent("00000002.history");
        byte[] file = fixture.pushHistory(2, 1, 5, 100);
        assertArrayEquals(file, found("00000002.history"));
    }

    @Test
    void timeline_one_has_no_history() throws IOException {
        fixture.pushSegments(1, 1, 2);
        assertAbsent("00000001.history");
    }

    @Test
    void a_missing_history_of_a_timeline_with_segments_is_a_gap() throws IOException {
        fixture.pushSegments(2, 5, 5);
        assertTrue(gap("00000002.history").message().contains("history missing"));
    }

    @Test
    void a_missing_history_of_a_stored_histories_ancestor_is_a_gap() throws IOException {
        fixture.pushHistory(3, 2, 5, 100);
        gap("00000002.history");
    }

    @Test
    void a_missing_history_that_nobody_descends_from_is_absent() throws IOException {
        fixture.pushHistory(3, 1, 5, 100);
        assertAbsent("00000002.history");
    }

    @Test
    void two_histories_of_one_timeline_are_contradicted() throws IOException {
        fixture.pushHistory(2, 1, 5, 100);
        fixture.pushHistory(2, 1, 6, 100);
        assertInstanceOf(WalAnswer.Contradicted.class, server.answer("00000002.history"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "000000010000000000000003.partial",
                "000000010000000000000003.00000028.backup",
            })
    void names_that_are_never_stored_are_absent_though_the_segment_is_there(String fileName) throws IOException {
        fixture.pushSegments(1, 3, 3);
        assertAbsent(fileName);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "../../etc/passwd",
                "00000001000000000000000a",
                "00000001000000000000000A.gz",
                "00000001000000000000003",
                "0000000100000000000000031",
                " 000000010000000000000003",
                "000000010000000000000003\n",
                "000000000000000000000003",
                "000000010000000000001000",
                "00000002.History",
                "0000000a.history",
                "00000000.history",
                "00000002.history.partial",
                "000000010000000000000003.00000028.backup.partial",
                "backup_label",
            })
    void other_names_are_malformed(String fileName) {
        assertInstanceOf(WalAnswer.Malformed.class, server.answer(fileName));
    }

    @Test
    void gives_all_memory_back() throws IOException {
        fixture.pushSegments(1, 1, 3);
        found(name(1, 1));
        found(name(1, 2));
        server.close();
        assertEquals(0, server.heldBytes());
    }
}
