package io.pgcairn.daemon.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.postgres.Lsn;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WalLossesTest {
    private Instant now = Instant.ofEpochSecond(1_000_000);
    private final WalLosses losses = new WalLosses(() -> now);

    @Test
    void a_gap_is_there_until_a_backup_that_began_behind_it() {
        losses.gap(new Lsn(500));
        losses.broken(new Lsn(500));
        assertEquals(1, losses.gaps());
        losses.backedUp(now.minusSeconds(1), new Lsn(499));
        assertEquals(1, losses.gaps(), "it began before");
        losses.backedUp(now.minusSeconds(1), new Lsn(500));
        assertEquals(0, losses.gaps());
    }

    @Test
    void a_gap_that_is_found_again_while_a_backup_runs_is_ended_by_that_backup() {
        losses.gap(new Lsn(500));
        now = now.plusSeconds(60);
        losses.broken(new Lsn(900));
        losses.backedUp(now.minusSeconds(30), new Lsn(600));
        assertEquals(0, losses.gaps());
    }

    @Test
    void another_gap_while_a_backup_runs_stays_after_it() {
        losses.gap(new Lsn(500));
        now = now.plusSeconds(60);
        losses.gap(new Lsn(900));
        losses.backedUp(now.minusSeconds(30), new Lsn(600));
        assertEquals(2, losses.gaps());
    }

    @Test
    void a_backup_of_a_new_lineage_whose_positions_begin_anew_ends_it() {
        losses.gap(new Lsn(500));
        losses.backedUp(now.plusSeconds(1), new Lsn(20));
        assertEquals(0, losses.gaps());
    }

    @Test
    void a_gap_from_before_this_process_counts() {
        losses.broken(new Lsn(500));
        assertEquals(1, losses.gaps());
    }

    @Test
    void a_contradiction_is_told_for_an_hour_and_counted_for_ever() {
        assertFalse(losses.isSplit());
        losses.contradiction();
        losses.contradiction();
        assertTrue(losses.isSplit());
        now = now.plus(Duration.ofMinutes(61));
        assertFalse(losses.isSplit());
        assertEquals(2, losses.contradictions());
    }
}
