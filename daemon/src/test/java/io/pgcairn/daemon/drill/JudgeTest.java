package io.pgcairn.daemon.drill;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.fault.Fault;
import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.restore.RecoveryTarget;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JudgeTest {
    private static final Instant COMMIT = Instant.parse("2026-11-21T12:00:00.123456Z");
    private static final String MICROS = "1795262400123456";
    private static final RecoveryTarget LATEST = new RecoveryTarget.Latest();

    private static Judge.End end(String... row) throws DrillException {
        return Judge.End.read(List.of(row));
    }

    private static void judge(RecoveryTarget target, Optional<Instant> lastCommit, String... row)
            throws DrillException {
        Judge.requireReached(Plans.to(target), lastCommit, end(row));
    }

    private static void refuses(String fragment, RecoveryTarget target, Optional<Instant> lastCommit, String... row) {
        DrillException refusal = assertThrows(DrillException.class, () -> judge(target, lastCommit, row));
        assertEquals(Fault.DRILL_FAILED, refusal.fault());
        assertTrue(String.valueOf(refusal.getMessage()).contains(fragment), refusal.getMessage());
    }

    @Test
    void reads_what_the_server_says_to_the_microsecond() throws Exception {
        Judge.End end = end("false", "42", "00000002", "0/700100", MICROS);
        assertEquals(Optional.of(COMMIT), end.reached().lastCommit());
        assertEquals(Lsn.parse("0/700100"), end.reached().lsn());
        assertEquals(2, end.reached().timeline().value());
        assertEquals(
                Optional.empty(),
                end("false", "42", "00000002", "", "").reached().lastCommit());
        assertThrows(DrillException.class, () -> end("false", "42", "two", "0/0", ""));
    }

    @Test
    void takes_an_end_that_is_the_planned_one() {
        assertDoesNotThrow(() -> judge(LATEST, Optional.of(COMMIT), "false", "42", "00000002", "0/700100", MICROS));
        assertDoesNotThrow(() -> judge(LATEST, Optional.empty(), "false", "42", "00000002", "0/700100", ""));
        assertDoesNotThrow(() -> judge(
                new RecoveryTarget.Time(COMMIT), Optional.empty(), "false", "42", "00000002", "0/700100", MICROS));
    }

    @Test
    void refuses_a_recovery_that_ended_early() {
        refuses("has not ended", LATEST, Optional.empty(), "true", "42", "00000002", "0/700100", "");
        refuses("before the backup's end", LATEST, Optional.empty(), "false", "42", "00000002", "0/100", "");
        refuses("no timeline of its own", LATEST, Optional.empty(), "false", "42", "00000001", "0/700100", "");
        refuses(
                "though the archive holds one",
                LATEST,
                Optional.of(COMMIT.plusSeconds(31)),
                "false",
                "42",
                "00000002",
                "0/700100",
                MICROS);
        refuses("though the archive holds one", LATEST, Optional.of(COMMIT), "false", "42", "00000002", "0/700100", "");
    }

    @Test
    void refuses_the_copy_of_another_cluster() {
        refuses("of the system 43", LATEST, Optional.empty(), "false", "43", "00000002", "0/700100", "");
    }

    @Test
    void refuses_a_recovery_that_went_too_far() {
        refuses(
                "behind its target",
                new RecoveryTarget.Time(COMMIT.minusMillis(1)),
                Optional.empty(),
                "false",
                "42",
                "00000002",
                "0/700100",
                MICROS);
    }
}
