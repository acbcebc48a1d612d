package io.pgcairn.daemon.wal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.postgres.Lsn;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DurableLagTest {
    private static final Instant START = Instant.ofEpochSecond(1_000_000);

    private final DurableLag lag = new DurableLag(START);

    @Test
    void before_the_server_was_ever_heard_it_counts_from_the_start() {
        assertEquals(Duration.ofMinutes(3), lag.at(START.plusSeconds(180)));
    }

    @Test
    void an_idle_server_has_none_however_long_it_says_nothing() {
        lag.durable(new Lsn(100));
        lag.heard(new Lsn(100), START.plusSeconds(1));

        assertEquals(Duration.ZERO, lag.at(START.plusSeconds(50)));
    }

    @Test
    void what_waits_has_waited_since_it_was_heard_of() {
        lag.durable(new Lsn(100));
        lag.heard(new Lsn(100), START.plusSeconds(1));
        lag.heard(new Lsn(200), START.plusSeconds(10));
        lag.heard(new Lsn(300), START.plusSeconds(20));

        assertEquals(Duration.ofSeconds(20), lag.at(START.plusSeconds(30)));
        lag.durable(new Lsn(199));
        assertEquals(Duration.ofSeconds(20), lag.at(START.plusSeconds(30)), "a byte of it still waits");
        lag.durable(new Lsn(200));
        assertEquals(Duration.ofSeconds(10), lag.at(START.plusSeconds(30)));
        lag.durable(new Lsn(300));
        assertEquals(Duration.ZERO, lag.at(START.plusSeconds(30)));
    }

    @Test
    void a_server_that_never_rests_and_is_kept_up_with_has_little() {
        Instant now = START;
        for (int i = 1; i < 100_000; i++) {
            now = START.plusMillis(i * 10L);
            lag.heard(new Lsn(i * 1000L), now);
            lag.durable(new Lsn((i - 20) * 1000L + 1000));
        }
        assertTrue(lag.at(now).compareTo(Duration.ofSeconds(3)) < 0, lag.at(now) + " by steps of a second");
    }

    @Test
    void it_grows_while_the_server_is_away_even_if_all_that_was_heard_of_is_durable() {
        lag.durable(new Lsn(100));
        lag.heard(new Lsn(100), START.plusSeconds(10));
        lag.deaf();

        assertEquals(Duration.ofSeconds(90), lag.at(START.plusSeconds(100)));
    }

    @Test
    void what_the_server_wrote_while_it_was_away_has_waited_since_then() {
        lag.durable(new Lsn(100));
        lag.heard(new Lsn(100), START.plusSeconds(10));
        lag.deaf();
        lag.heard(new Lsn(5000), START.plusSeconds(100));

        assertEquals(Duration.ofSeconds(91), lag.at(START.plusSeconds(101)));
        lag.durable(new Lsn(5000));
        assertEquals(Duration.ZERO, lag.at(START.plusSeconds(102)));
    }

    @Test
    void a_server_that_comes_back_with_nothing_new_has_none() {
        lag.durable(new Lsn(100));
        lag.heard(new Lsn(100), START.plusSeconds(10));
        lag.deaf();
        lag.heard(new Lsn(100), START.plusSeconds(100));

        assertEquals(Duration.ZERO, lag.at(START.plusSeconds(101)));
    }

    @Test
    void another_server_with_lower_positions_is_not_measured_by_the_last_one() {
        lag.durable(new Lsn(9000));
        lag.heard(new Lsn(10_000), START.plusSeconds(10));
        lag.deaf();
        lag.durable(new Lsn(500));
        lag.heard(new Lsn(500), START.plusSeconds(20));

        assertEquals(Duration.ZERO, lag.at(START.plusSeconds(21)));
    }

    @Test
    void hours_of_a_backlog_take_a_bounded_room_and_are_told_in_full() {
        for (int i = 1; i <= 20_000; i++) {
            lag.heard(new Lsn(i), START.plusSeconds(i));
        }
        assertEquals(Duration.ofSeconds(20_000), lag.at(START.plusSeconds(20_000)));
        lag.durable(new Lsn(20_000));
        assertEquals(Duration.ZERO, lag.at(START.plusSeconds(20_001)));
    }

    @Test
    void a_clock_that_is_set_back_makes_it_zero_and_not_negative() {
        lag.durable(new Lsn(1));
        lag.heard(new Lsn(2), START.plusSeconds(10));

        assertEquals(Duration.ZERO, lag.at(START.minusSeconds(100)));
    }
}
