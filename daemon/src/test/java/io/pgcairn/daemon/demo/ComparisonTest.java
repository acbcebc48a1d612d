package io.pgcairn.daemon.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.postgres.Lsn;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Row n is committed between the positions 100 n and 100 n + 50, and acknowledged n seconds after the beginning. */
class ComparisonTest {
    private static final Instant BEGINNING = Instant.parse("2026-11-21T07:00:00Z");
    private static final int ROWS = 20;
    private static final Disaster DISASTER =
            new Disaster(BEGINNING.plusSeconds(ROWS), new Lsn(1550), Duration.ofSeconds(5));

    @Test
    void all_rows_up_to_the_point_and_none_behind_it_are_equal() {
        Verdict verdict = Comparison.asOf(new Lsn(1075), ledger(), rows(1, 10));
        assertTrue(verdict.isGood(), verdict.complaints().toString());
        assertEquals(10, verdict.rows());
    }

    @Test
    void a_row_that_was_being_committed_at_the_point_may_be_there_or_not() {
        assertTrue(Comparison.asOf(new Lsn(1020), ledger(), rows(1, 9)).isGood());
        assertTrue(Comparison.asOf(new Lsn(1020), ledger(), rows(1, 10)).isGood());
    }

    @Test
    void a_row_missing_before_the_point_is_a_flaw() {
        assertEquals(
                Map.of(Flaw.MISSING, List.of(4L)),
                Comparison.asOf(new Lsn(1075), ledger(), without(4, rows(1, 10)))
                        .flaws());
    }

    @Test
    void a_row_from_behind_the_point_is_a_flaw() {
        assertEquals(
                Map.of(Flaw.EXTRA, List.of(11L)),
                Comparison.asOf(new Lsn(1075), ledger(), rows(1, 11)).flaws());
    }

    @Test
    void a_row_that_the_ledger_does_not_know_is_a_flaw() {
        assertEquals(
                Map.of(Flaw.EXTRA, List.of(99L)),
                Comparison.asOf(new Lsn(1075), ledger(), with(99, rows(1, 10))).flaws());
        assertEquals(
                Map.of(Flaw.EXTRA, List.of(99L)),
                Comparison.latest(DISASTER, 0, ledger(), with(99, rows(1, 20))).flaws());
    }

    @Test
    void a_row_with_other_contents_is_a_flaw() {
        RestoredRows damaged = new RestoredRows(rows(1, 20).numbers(), List.of(7L));
        assertEquals(
                Map.of(Flaw.DAMAGED, List.of(7L)),
                Comparison.latest(DISASTER, 0, ledger(), damaged).flaws());
    }

    @Test
    void the_whole_ledger_is_equal_and_nothing_is_lost() {
        Verdict verdict = Comparison.latest(DISASTER, 0, ledger(), rows(1, 20));
        assertTrue(verdict.isGood(), verdict.complaints().toString());
        assertEquals(0, verdict.lost());
        assertEquals(Duration.ZERO, verdict.window());
    }

    @Test
    void a_young_end_may_be_lost_and_is_counted() {
        Verdict verdict = Comparison.latest(DISASTER, 0, ledger(), rows(1, 16));
        assertTrue(verdict.isGood(), verdict.complaints().toString());
        assertEquals(4, verdict.lost());
        assertEquals(Duration.ofSeconds(3), verdict.window());
    }

    @Test
    void a_hole_is_a_flaw_however_young_it_is() {
        assertEquals(
                Map.of(Flaw.HOLE, List.of(17L)),
                Comparison.latest(DISASTER, 0, ledger(), without(17, rows(1, 19)))
                        .flaws());
    }

    @Test
    void rows_whose_commits_overlap_may_be_lost_in_any_order() {
        Ledger.Page overlapping = new Ledger.Page(
                List.of(commit(1, 100, 150, 18), commit(2, 200, 400, 19), commit(3, 250, 350, 19)), Set.of());
        Disaster disaster = new Disaster(BEGINNING.plusSeconds(20), new Lsn(150), Duration.ofSeconds(5));
        assertTrue(Comparison.latest(disaster, 0, overlapping, without(2, rows(1, 3)))
                .isGood());
        assertTrue(Comparison.latest(disaster, 0, overlapping, without(3, rows(1, 3)))
                .isGood());
        assertFalse(Comparison.latest(disaster, 0, overlapping, without(1, rows(1, 3)))
                .isGood());
    }

    @Test
    void a_loss_older_than_allowed_is_a_flaw() {
        Disaster impatient = new Disaster(DISASTER.at(), DISASTER.durable(), Duration.ofSeconds(2));
        assertEquals(
                Map.of(Flaw.TOO_OLD, List.of(17L)),
                Comparison.latest(impatient, 0, ledger(), rows(1, 16)).flaws());
    }

    @Test
    void a_lost_row_that_the_daemon_had_called_stored_is_a_flaw() {
        assertEquals(
                Map.of(Flaw.NOT_DURABLE, List.of(15L)),
                Comparison.latest(DISASTER, 0, ledger(), rows(1, 14)).flaws());
    }

    @Test
    void deleted_rows_stay_deleted() {
        assertTrue(Comparison.latest(DISASTER, 5, ledger(), rows(6, 20)).isGood());
        assertEquals(
                Map.of(Flaw.EXTRA, List.of(5L)),
                Comparison.latest(DISASTER, 5, ledger(), rows(5, 20)).flaws());
    }

    @Test
    void a_row_that_was_on_its_way_at_the_kill_may_be_there_or_not() {
        Ledger.Page page = new Ledger.Page(ledger().commits(), Set.of(21L));
        assertTrue(Comparison.latest(DISASTER, 0, page, rows(1, 20)).isGood());
        assertTrue(Comparison.latest(DISASTER, 0, page, rows(1, 21)).isGood());
        assertFalse(Comparison.asOf(new Lsn(1075), page, with(21, rows(1, 10))).isGood());
    }

    @Test
    void complaints_name_the_first_rows() {
        Verdict verdict = Comparison.asOf(new Lsn(1075), ledger(), rows(9, 10));
        assertEquals(1, verdict.complaints().size());
        assertTrue(verdict.complaints().getFirst().startsWith("8 rows are missing"));
        assertTrue(verdict.complaints().getFirst().endsWith("such as [1, 2, 3, 4, 5]"));
    }

    private static Ledger.Page ledger() {
        return new Ledger.Page(
                IntStream.rangeClosed(1, ROWS)
                        .mapToObj(n -> commit(n, 100L * n, 100L * n + 50, n))
                        .toList(),
                Set.of());
    }

    private static Commit commit(long number, long after, long by, int second) {
        return new Commit(number, new Lsn(after), new Lsn(by), BEGINNING.plusSeconds(second));
    }

    private static RestoredRows rows(int from, int to) {
        BitSet numbers = new BitSet();
        LongStream.rangeClosed(from, to).forEach(n -> numbers.set((int) n));
        return new RestoredRows(numbers, List.of());
    }

    private static RestoredRows with(int number, RestoredRows rows) {
        BitSet numbers = rows.numbers();
        numbers.set(number);
        return new RestoredRows(numbers, List.of());
    }

    private static RestoredRows without(int number, RestoredRows rows) {
        BitSet numbers = rows.numbers();
        numbers.clear(number);
        return new RestoredRows(numbers, List.of());
    }
}
