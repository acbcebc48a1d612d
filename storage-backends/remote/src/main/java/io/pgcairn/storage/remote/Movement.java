package io.pgcairn.storage.remote;

import java.util.function.LongSupplier;

/**
 * How far the body of one request has got. As long as it moves, its time is counted against no deadline, at most as
 * long as its bytes take at the least rate; so a slow line gets its parts through, and a line that hangs or drips ends.
 * Safe for use by several threads.
 */
final class Movement {
    private final LongSupplier nanoTime;
    private final long startNanos;
    private final long mostNanos;
    private volatile long movedNanos;

    /** @param mostNanos the most time that is not counted */
    Movement(long mostNanos) {
        this(mostNanos, System::nanoTime);
    }

    Movement(long mostNanos, LongSupplier nanoTime) {
        this.mostNanos = mostNanos;
        this.nanoTime = nanoTime;
        this.startNanos = nanoTime.getAsLong();
    }

    /** Some bytes are on their way. */
    void moved() {
        movedNanos = nanoTime.getAsLong() - startNanos;
    }

    /** The time from the request's begin to the last move, as far as it is not counted. */
    long freeNanos() {
        return Math.min(movedNanos, mostNanos);
    }

    /**
     * How much longer the request may take; zero or less once it is late.
     *
     * @param attemptNanos what it may take beside its movement
     */
    long nanosLeft(long attemptNanos) {
        return attemptNanos + freeNanos() - (nanoTime.getAsLong() - startNanos);
    }
}
