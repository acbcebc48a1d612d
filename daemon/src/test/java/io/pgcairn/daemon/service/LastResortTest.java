package io.pgcairn.daemon.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LastResortTest {
    private static final Duration LONG = Duration.ofDays(1);

    private final LinkedBlockingQueue<Object> events = new LinkedBlockingQueue<>();

    @Test
    void an_error_ends_the_process_rather_than_let_it_limp_and_the_log_says_all_before() {
        LastResort lastResort = new LastResort(() -> events.add("last words"), LONG, events::add).guarded();
        lastResort.uncaughtException(Thread.currentThread(), new OutOfMemoryError("a drill"));
        assertEquals(List.of("last words", 1), List.copyOf(events));
    }

    @Test
    void an_exception_is_told_and_the_others_go_on() {
        LastResort lastResort = new LastResort(() -> events.add("last words"), Duration.ZERO, events::add).guarded();
        lastResort.uncaughtException(Thread.currentThread(), new IllegalStateException("a drill"));
        assertEquals(List.of(), List.copyOf(events));
    }

    @Test
    void a_log_that_hangs_does_not_keep_the_process_from_its_end() throws Exception {
        CountDownLatch hung = new CountDownLatch(1);
        LastResort lastResort = new LastResort(() -> await(hung), Duration.ofMillis(1), events::add).guarded();
        Thread dying = Thread.ofVirtual()
                .start(() -> lastResort.uncaughtException(Thread.currentThread(), new OutOfMemoryError("a drill")));
        assertEquals(1, events.poll(2, TimeUnit.MINUTES));
        hung.countDown();
        dying.join();
    }

    @Test
    void last_words_that_fail_do_not_either() {
        LastResort lastResort = new LastResort(
                () -> {
                    throw new IllegalStateException("a drill");
                },
                LONG,
                events::add);
        try {
            lastResort.uncaughtException(Thread.currentThread(), new OutOfMemoryError("a drill"));
        } catch (IllegalStateException e) {
            events.add("failed");
        }
        assertEquals(1, events.peek());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
