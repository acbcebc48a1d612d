package io.pgcairn.daemon.systemd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class WatchdogTest {
    private final AtomicInteger fed = new AtomicInteger();
    private final AtomicReference<List<String>> stuck = new AtomicReference<>(List.of());
    private final AtomicLong now = new AtomicLong(-5);
    private final AtomicInteger dumps = new AtomicInteger();
    private final Watchdog watchdog =
            new Watchdog(fed::incrementAndGet, Duration.ofSeconds(120), stuck::get, dumps::incrementAndGet, now::get);

    private void lookAfter(Duration time) {
        now.addAndGet(time.toNanos());
        watchdog.look();
    }

    @Test
    void is_fed_at_once_and_then_at_half_its_time() {
        watchdog.look();
        assertEquals(1, fed.get());
        lookAfter(Duration.ofSeconds(59));
        assertEquals(1, fed.get());
        lookAfter(Duration.ofSeconds(1));
        assertEquals(2, fed.get());
        lookAfter(Duration.ofSeconds(60));
        assertEquals(3, fed.get());
    }

    @Test
    void is_not_fed_while_something_is_stuck_and_at_once_when_it_goes_on() {
        watchdog.look();
        stuck.set(List.of("the intake of WAL of cluster main"));
        for (int look = 0; look < 100; look++) {
            lookAfter(Duration.ofSeconds(5));
        }
        assertEquals(1, fed.get());
        stuck.set(List.of());
        lookAfter(Duration.ofSeconds(1));
        assertEquals(2, fed.get());
    }

    @Test
    void what_hangs_is_written_down_once_for_each_set_of_stuck_parts() {
        watchdog.look();
        assertEquals(0, dumps.get());
        stuck.set(List.of("the schedules"));
        lookAfter(Duration.ofSeconds(5));
        lookAfter(Duration.ofSeconds(5));
        assertEquals(1, dumps.get());
        stuck.set(List.of("the intake of WAL", "the schedules"));
        lookAfter(Duration.ofSeconds(5));
        assertEquals(2, dumps.get());
        stuck.set(List.of());
        lookAfter(Duration.ofSeconds(5));
        assertEquals(2, dumps.get());
    }
}
