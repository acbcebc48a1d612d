package io.pgcairn.daemon.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.postgres.SlotState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SlotWatchTest implements SlotWatch.Server {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private Optional<SlotState> state = Optional.empty();
    private boolean isDown;
    private final Semaphore asked = new Semaphore(0);
    private final SlotWatch watch = new SlotWatch(this, "pgcairn", () -> now, Duration.ofDays(1));

    @Override
    public Optional<SlotState> slot(String name) {
        asked.release();
        if (isDown) {
            throw new IllegalStateException("the server is down");
        }
        return state;
    }

    @Override
    public OptionalLong free() {
        return OptionalLong.of(1000);
    }

    private static SlotState filling(long retained) {
        return new SlotState(
                "pgcairn", true, Optional.empty(), "reserved", OptionalLong.empty(), OptionalLong.of(retained));
    }

    private static SlotState lost() {
        return new SlotState("pgcairn", false, Optional.empty(), "lost", OptionalLong.empty(), OptionalLong.empty());
    }

    @Test
    void a_server_that_is_down_raises_no_forecast() {
        state = Optional.of(filling(500));
        watch.ask();
        now = now.plusSeconds(60);
        state = Optional.of(filling(900));
        watch.ask();
        assertEquals(OptionalLong.of(1000), watch.safeBytes());
        isDown = true;
        now = now.plus(Duration.ofMinutes(2));
        watch.ask();
        assertEquals(OptionalLong.of(1000), watch.safeBytes(), "it is fresh still");
        now = now.plusSeconds(1);
        assertEquals(OptionalLong.empty(), watch.safeBytes());
        assertEquals(OptionalDouble.empty(), watch.fullSeconds());
        assertEquals(OptionalLong.of(900), watch.retainedBytes(), "what is kept is kept, as of then");
        isDown = false;
        watch.ask();
        assertEquals(OptionalLong.of(1000), watch.safeBytes());
    }

    @Test
    void a_lost_slot_that_is_dropped_is_lost_no_more() {
        state = Optional.of(lost());
        watch.ask();
        assertEquals(Optional.of(true), watch.isLost());
        state = Optional.empty();
        now = now.plusSeconds(20);
        watch.ask();
        assertEquals(Optional.of(false), watch.isLost());
        assertEquals(OptionalLong.empty(), watch.retainedBytes());
        assertTrue(watch.lastAnswer().filter(now::equals).isPresent());
    }

    @Test
    void a_slot_that_was_made_anew_is_asked_for_at_once() throws Exception {
        Thread watching = Thread.ofVirtual().start(watch);
        try {
            assertTrue(asked.tryAcquire(2, TimeUnit.MINUTES), "it is not asked at the start");
            for (int i = 0; i < 3; i++) {
                watch.changed();
                assertTrue(asked.tryAcquire(2, TimeUnit.MINUTES), "it is not asked again");
            }
        } finally {
            watching.interrupt();
            watching.join();
        }
    }
}
