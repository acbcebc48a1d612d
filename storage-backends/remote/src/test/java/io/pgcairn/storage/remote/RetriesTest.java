package io.pgcairn.storage.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.storage.ObjectMissingException;
import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.StoreForbiddenException;
import io.pgcairn.storage.StoreFullException;
import io.pgcairn.storage.StoreTimeoutException;
import io.pgcairn.storage.StoreUnavailableException;
import io.pgcairn.storage.TruncatedObjectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RetriesTest {
    private final List<String> story = new ArrayList<>();
    private final Call call = new Call("reading object a", "fake://b", Duration.ofHours(1));
    private final Retries retries = new Retries(
            new Backoff(Duration.ofSeconds(8), Duration.ofSeconds(20), new Random(1)),
            duration -> story.add("pause"),
            (op, cause) -> story.add(op + " " + cause.getMessage()));

    private Retries.Try<String> failing(int times, StoreException failure) {
        return () -> {
            long tried = story.stream().filter("try"::equals).count();
            story.add("try");
            if (tried < times) {
                throw failure;
            }
            return "done";
        };
    }

    @Test
    void pauses_tells_the_listener_and_tries_again() throws Exception {
        assertEquals("done", retries.run("get", call, failing(2, Step.unavailable("no"))));
        assertEquals(List.of("try", "pause", "get no", "try", "pause", "get no", "try"), story);
    }

    @Test
    void gives_up_after_five_tries_and_says_so() {
        StoreException failure = Step.unavailable("no");
        StoreUnavailableException thrown =
                assertThrows(StoreUnavailableException.class, () -> retries.run("get", call, failing(9, failure)));
        assertEquals("reading object a in fake://b failed after 5 tries: no", thrown.getMessage());
        assertSame(failure, thrown.getCause());
        assertEquals(4, story.stream().filter("get no"::equals).count());
    }

    @Test
    void keeps_the_type_of_the_last_failure() {
        for (StoreException failure : List.of(
                new StoreTimeoutException("t", "hint", null), new TruncatedObjectException("t", "hint", null))) {
            story.clear();
            StoreException thrown =
                    assertThrows(StoreException.class, () -> retries.run("get", call, failing(9, failure)));
            assertSame(failure.getClass(), thrown.getClass());
            assertEquals("hint", thrown.hint());
        }
    }

    @Test
    void does_not_try_again_what_lasts_or_fills_a_full_store() {
        for (StoreException failure : List.of(
                new ObjectMissingException("m", "", null),
                new StoreForbiddenException("f", "", null),
                new StoreFullException("full", "", null))) {
            story.clear();
            assertSame(
                    failure, assertThrows(StoreException.class, () -> retries.run("get", call, failing(9, failure))));
            assertEquals(List.of("try"), story);
        }
    }

    @Test
    void does_not_wait_for_a_try_that_is_out_of_time() {
        Call brief = new Call("reading", "fake://b", Duration.ofSeconds(3));
        assertThrows(
                StoreUnavailableException.class, () -> retries.run("get", brief, failing(9, Step.unavailable("no"))));
        assertEquals(List.of("try"), story);
    }

    @Test
    void does_not_try_again_for_an_interrupted_caller() {
        Thread.currentThread().interrupt();
        assertThrows(
                StoreUnavailableException.class, () -> retries.run("get", call, failing(9, Step.unavailable("no"))));
        assertTrue(Thread.interrupted());
        assertEquals(List.of("try"), story);
    }

    @Test
    void stops_when_the_pause_is_interrupted() {
        Retries interrupted = new Retries(
                Backoff.usual(),
                duration -> {
                    throw new InterruptedException();
                },
                (op, cause) -> story.add("told"));
        assertThrows(
                StoreUnavailableException.class,
                () -> interrupted.run("get", call, failing(9, Step.unavailable("no"))));
        assertTrue(Thread.interrupted());
        assertEquals(List.of("try"), story);
    }

    @Test
    void waits_longer_each_time_by_chance_and_not_for_ever() {
        long seed = System.nanoTime();
        Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1), new Random(seed));
        for (int failed = 1; failed < 100; failed++) {
            long most = Math.min(1_000_000_000L, 100_000_000L << Math.min(failed - 1, 20));
            long nanos = backoff.after(failed).toNanos();
            assertTrue(nanos >= most / 2 && nanos <= most, nanos + " after " + failed + ", seed " + seed);
        }
    }
}
