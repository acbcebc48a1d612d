package io.pgcairn.daemon.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SlotForecastTest {
    private static final OptionalDouble NEVER = OptionalDouble.of(Double.POSITIVE_INFINITY);
    private static final long MIB = 1 << 20;

    private final SlotForecast forecast = new SlotForecast();
    private long second = 1_000_000;

    private void add(long retained) {
        second += 20;
        forecast.add(Instant.ofEpochSecond(second), retained);
    }

    @Test
    void a_slot_that_grows_by_a_mebibyte_in_a_second_is_full_when_its_room_is_gone() {
        for (int i = 0; i < 20; i++) {
            add((1000 + i * 20) * MIB);
        }
        assertEquals(OptionalDouble.of(500), forecast.fullSeconds(OptionalLong.of(500 * MIB)));
    }

    @Test
    void one_that_has_no_room_left_is_full_now() {
        for (int i = 0; i < 20; i++) {
            add((1000 + i * 20) * MIB);
        }
        assertEquals(OptionalDouble.of(0), forecast.fullSeconds(OptionalLong.of(-5)));
    }

    /** The server may remove its WAL at the next checkpoint: nobody has to see it fill first. */
    @Test
    void one_that_is_beyond_its_limit_is_full_at_the_first_look() {
        add(1000 * MIB);
        assertEquals(OptionalDouble.of(0), forecast.fullSeconds(OptionalLong.of(-1)));
        assertEquals(OptionalDouble.of(0), forecast.fullSeconds(OptionalLong.of(0)));
        add(900 * MIB);
        assertEquals(NEVER, forecast.fullSeconds(OptionalLong.of(1)));
    }

    @Test
    void one_that_rests_is_never_full_however_little_room_it_has() {
        for (int i = 0; i < 100; i++) {
            add(16 * MIB);
        }
        assertEquals(NEVER, forecast.fullSeconds(OptionalLong.of(MIB)));
    }

    @Test
    void one_that_is_drained_while_it_fills_is_never_full() {
        Random random = new Random(42);
        for (int i = 0; i < 1000; i++) {
            add(random.nextInt(16, 64) * MIB);
            assertEquals(NEVER, forecast.fullSeconds(OptionalLong.of(10_000 * MIB)));
        }
    }

    @Test
    void one_that_was_filling_and_is_drained_now_is_not_full_any_more() {
        for (int i = 0; i < 20; i++) {
            add((1000 + i * 20) * MIB);
        }
        add(900 * MIB);
        assertEquals(NEVER, forecast.fullSeconds(OptionalLong.of(500 * MIB)));
    }

    @Test
    void what_was_longer_ago_than_the_window_does_not_count() {
        for (int i = 0; i < 100; i++) {
            add(1000 * MIB);
        }
        for (int i = 1; i <= 31; i++) {
            add((1000 + i * 20) * MIB);
        }
        assertEquals(OptionalDouble.of(500), forecast.fullSeconds(OptionalLong.of(500 * MIB)));
    }

    @Test
    void without_a_limit_or_an_answer_it_is_not_known() {
        assertEquals(OptionalDouble.empty(), forecast.fullSeconds(OptionalLong.of(5)));
        add(5);
        assertEquals(OptionalDouble.empty(), forecast.fullSeconds(OptionalLong.empty()));
    }

    @Test
    void a_clock_that_is_set_back_begins_anew() {
        for (int i = 0; i < 20; i++) {
            add((1000 + i * 20) * MIB);
        }
        second -= 100_000;
        add(2000 * MIB);
        assertEquals(NEVER, forecast.fullSeconds(OptionalLong.of(500 * MIB)));
    }
}
