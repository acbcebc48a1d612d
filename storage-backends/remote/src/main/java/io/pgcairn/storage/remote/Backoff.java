package io.pgcairn.storage.remote;

import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * How long to wait before trying again: longer each time, and at random, so that those whom one overloaded store
 * refused do not come back together.
 *
 * @param first the longest wait after the first failure; doubles with each further one
 * @param longest no wait is longer
 * @param random draws from the upper half of what a wait may be; safe for use by several threads
 */
record Backoff(Duration first, Duration longest, RandomGenerator random) {
    private static final Duration FIRST = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final int MAX_DOUBLINGS = 20;

    static Backoff usual() {
        return new Backoff(FIRST, LONGEST, new Random());
    }

    /** @param failed how many tries have failed, from 1 */
    Duration after(int failed) {
        long most = Math.min(longest.toNanos(), first.toNanos() << Math.min(failed - 1, MAX_DOUBLINGS));
        return Duration.ofNanos(most / 2 + random.nextLong(most / 2 + 1));
    }
}
