package io.pgcairn.daemon.pulse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PulsesTest {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1000);
    private final Pulses pulses = new Pulses(now::get);

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    @Test
    void who_keeps_its_promise_is_not_late() {
        Pulse pulse = pulses.open("loop");
        pulse.within(Duration.ofSeconds(10));
        pass(Duration.ofSeconds(10));
        assertEquals(List.of(), pulses.late());
        pulse.within(Duration.ofSeconds(10));
        pass(Duration.ofSeconds(10));
        assertEquals(List.of(), pulses.late());
    }

    @Test
    void who_breaks_it_is_named_until_it_gives_a_sign() {
        Pulse late = pulses.open("b");
        Pulse other = pulses.open("a");
        Pulse good = pulses.open("c");
        late.within(Duration.ofSeconds(10));
        other.within(Duration.ofSeconds(1));
        good.within(Duration.ofMinutes(1));
        pass(Duration.ofSeconds(11));
        assertEquals(List.of("a", "b"), pulses.late());
        late.within(Duration.ofSeconds(10));
        other.rest();
        assertEquals(List.of(), pulses.late());
    }

    @Test
    void who_rests_has_not_begun_or_has_ended_is_never_late() {
        pulses.open("new");
        Pulse resting = pulses.open("resting");
        resting.within(Duration.ofSeconds(1));
        resting.rest();
        Pulse ended = pulses.open("ended");
        ended.within(Duration.ofSeconds(1));
        ended.close();
        pass(Duration.ofDays(365));
        assertEquals(List.of(), pulses.late());
    }
}
