package io.pgcairn.daemon.wal;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Growing, jittered pauses between tries. Safe for use by several threads; each try counts its own attempts. */
public final class Backoff {
    private final Duration first;
    private final Duration longest;
    private final RandomGenerator random;

    /** @param random safe for use by several threads */
    public Backoff(Duration first, Duration longest, RandomGenerator random) {
        this.first = first;
        this.longest = longest;
        this.random = random;
    }

    /** The pause after this many failures in a row, from 1: between half and the whole of a doubling span. */
    public Duration after(int failures) {
        int doublings = Math.min(failures - 1, 20);
        long span = Math.min(first.toMillis() << doublings, longest.toMillis());
        return Duration.ofMillis(span / 2 + random.nextLong(span / 2 + 1));
    }
}
