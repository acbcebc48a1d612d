package io.pgcairn.storage.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.storage.StoreTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Bodies on slow lines: they may take their time as long as they move, and not for ever. */
class MovementTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long ATTEMPT = 30 * SECOND;

    private final AtomicLong now = new AtomicLong(-5 * SECOND);

    private Movement movement(long most) {
        return new Movement(most, now::get);
    }

    @Test
    void gives_a_body_that_stands_still_no_more_than_an_attempt() {
        Movement still = movement(1000 * SECOND);
        now.addAndGet(20 * SECOND);
        assertEquals(10 * SECOND, still.nanosLeft(ATTEMPT));
        assertEquals(0, still.freeNanos());
    }

    @Test
    void gives_a_body_an_attempt_from_its_last_move_on() {
        Movement slow = movement(1000 * SECOND);
        for (int i = 0; i < 20; i++) {
            now.addAndGet(20 * SECOND);
            slow.moved();
        }
        assertEquals(400 * SECOND, slow.freeNanos());
        assertEquals(ATTEMPT, slow.nanosLeft(ATTEMPT));
        now.addAndGet(31 * SECOND);
        assertTrue(slow.nanosLeft(ATTEMPT) < 0);
    }

    @Test
    void ends_a_body_that_drips_for_longer_than_its_bytes_take_at_the_slowest() {
        Movement dripping = movement(100 * SECOND);
        now.addAndGet(129 * SECOND);
        dripping.moved();
        assertEquals(SECOND, dripping.nanosLeft(ATTEMPT));
        now.addAndGet(SECOND);
        dripping.moved();
        assertEquals(0, dripping.nanosLeft(ATTEMPT));
        assertEquals(100 * SECOND, dripping.freeNanos());
    }

    @Test
    void lengthens_a_call_by_what_its_bytes_take_at_the_slowest_however_often_they_are_sent() {
        GatheredPart part = new GatheredPart(new ChunkPool(1));
        part.gather(ByteBuffer.allocate(160 << 10), 1 << 20);
        SendPart sent = new SendPart(part, body -> {});
        assertEquals(10 * SECOND, sent.bodyNanos());
        assertEquals(7 * SECOND, sent.spare(7 * SECOND));
        assertEquals(3 * SECOND, sent.spare(7 * SECOND));
        assertEquals(0, sent.spare(7 * SECOND));
        part.letGo(false);
    }

    /** A request whose body moves until it is let through, or for good. */
    private record Moving(CountDownLatch end, Duration most) implements Request<Boolean> {
        @Override
        public Boolean send() {
            throw new AssertionError("it has a body");
        }

        @Override
        public Boolean send(Movement movement) {
            while (end.getCount() > 0 && !Thread.currentThread().isInterrupted()) {
                movement.moved();
                LockSupport.parkNanos(SECOND / 100);
            }
            return end.getCount() == 0;
        }

        @Override
        public long bodyNanos() {
            return most.toNanos();
        }

        @Override
        public long spare(long nanos) {
            return nanos;
        }
    }

    @Test
    void waits_for_a_request_whose_body_moves_longer_than_for_one_that_does_not() throws Exception {
        // Longer than a loaded machine keeps the body from moving.
        Duration attempt = Duration.ofSeconds(10);
        try (Requests requests = new Requests(1, attempt)) {
            Call call = new Call("storing a", "memory", attempt);
            CountDownLatch end = new CountDownLatch(1);
            long begin = System.nanoTime();
            Thread slow = Thread.ofVirtual().start(() -> {
                FaultyRemote.eventually(() -> System.nanoTime() - begin > 11 * SECOND);
                end.countDown();
            });
            assertTrue(requests.send(call, new Moving(end, Duration.ofHours(1))));
            slow.join();
        }
    }

    @Test
    void gives_a_request_up_whose_body_moves_too_slowly() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try (Requests requests = new Requests(1, Duration.ofMillis(200))) {
            Call call = new Call("storing a", "memory", Duration.ofMinutes(5));
            Moving dripping = new Moving(never, Duration.ofMillis(300));
            assertThrows(StoreTimeoutException.class, () -> requests.send(call, dripping));
            assertFalse(call.nanosLeft() <= 0);
        }
    }

    @Test
    void takes_reading_a_body_for_movement() throws Exception {
        GatheredPart part = new GatheredPart(new ChunkPool(1));
        part.gather(ByteBuffer.allocate(100), 1 << 20);
        Movement movement = movement(1000 * SECOND);
        SentBody body = SentBody.of(part, movement);
        now.addAndGet(SECOND);
        assertEquals(100, body.open().readAllBytes().length);
        assertEquals(SECOND, movement.freeNanos());
        now.addAndGet(SECOND);
        body.moved();
        assertEquals(2 * SECOND, movement.freeNanos());
        part.letGo(false);
    }
}
