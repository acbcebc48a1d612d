package io.pgcairn.daemon.tier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.storage.StoreUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ByteRateTest {
    private static final int A_SECOND = 1_000_000;

    private final FakeRateTime time = new FakeRateTime();

    @Test
    void bytes_pass_at_the_rate() throws Exception {
        ByteRate rate = new ByteRate(A_SECOND, time);

        for (int i = 0; i < 100; i++) {
            rate.pass(A_SECOND / 10);
        }

        // The first tenth of a second's worth is free.
        assertEquals(9_900, time.millis());
    }

    @Test
    void a_pause_does_not_add_up_to_a_long_burst() throws Exception {
        ByteRate rate = new ByteRate(A_SECOND, time);
        rate.pass(A_SECOND);
        time.idle(Duration.ofHours(1));
        long before = time.millis();

        rate.pass(A_SECOND);

        assertEquals(900, time.millis() - before);
    }

    @Test
    void streams_pass_in_the_order_in_which_they_ask() throws Exception {
        List<Long> waits = new ArrayList<>();
        ByteRate rate = new ByteRate(A_SECOND, new RateTime() {
            @Override
            public long nanos() {
                return 0;
            }

            @Override
            public void sleep(Duration duration) {
                waits.add(duration.toMillis());
            }
        });

        for (int i = 0; i < 4; i++) {
            rate.pass(A_SECOND / 10);
        }

        assertEquals(List.of(100L, 200L, 300L), waits, "nobody who asks later passes earlier");
    }

    @Test
    void a_piece_is_small_against_a_second_and_never_empty() {
        assertEquals(50_000, new ByteRate(A_SECOND, time).piece());
        assertEquals(1, new ByteRate(1, time).piece());
        assertEquals(256 << 10, new ByteRate(1L << 40, time).piece());
    }

    @Test
    void no_limit_never_waits() throws Exception {
        ByteRate rate = new ByteRate(Long.MAX_VALUE, time);
        for (int i = 0; i < 1000; i++) {
            rate.pass(Integer.MAX_VALUE);
        }
        assertEquals(0, time.millis());
    }

    @Test
    void an_interrupt_ends_the_wait_and_is_kept() {
        ByteRate rate = new ByteRate(1, time);
        Thread.currentThread().interrupt();

        assertThrows(StoreUnavailableException.class, () -> rate.pass(1000));

        assertTrue(Thread.interrupted(), "the thread still knows");
    }

    @Test
    void a_rate_of_nothing_is_refused() {
        assertThrows(IllegalArgumentException.class, () -> new ByteRate(0));
    }
}
