package io.pgcairn.daemon.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.pgcairn.daemon.postgres.Lsn;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private final Ledger ledger = new Ledger();

    @Test
    void what_was_sent_is_in_flight_until_it_is_acknowledged() {
        ledger.sends(1);
        ledger.sends(2);
        ledger.acknowledges(commit(1));
        assertEquals(1, ledger.size());
        assertEquals(Set.of(2L), ledger.page().inFlight());
    }

    @Test
    void nothing_is_acknowledged_that_was_not_sent() {
        assertThrows(IllegalStateException.class, () -> ledger.acknowledges(commit(1)));
    }

    @Test
    void it_is_complete_up_to_the_first_number_that_is_missing() {
        assertEquals(0, ledger.completeUpTo());
        for (long number : new long[] {1, 2, 3, 5}) {
            ledger.sends(number);
            ledger.acknowledges(commit(number));
        }
        assertEquals(3, ledger.completeUpTo());
    }

    @Test
    void a_commit_does_not_end_before_it_starts() {
        assertThrows(IllegalArgumentException.class, () -> new Commit(1, new Lsn(200), new Lsn(199), Instant.EPOCH));
    }

    private static Commit commit(long number) {
        return new Commit(number, new Lsn(number), new Lsn(number), Instant.EPOCH);
    }
}
