package io.pgcairn.daemon.restore;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** The time for which one request is held while the store is tried again. Used by one thread. */
final class WalHold {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final WalTime time;
    private final RandomGenerator random;
    private final long startNanos;
    private Duration next = FIRST_PAUSE;

    WalHold(WalTime time, RandomGenerator random) {
        this.time = time;
        this.random = random;
        this.startNanos = time.nanos();
    }

    /** What is left of {@code limit} since the hold began; not negative. */
    Duration left(Duration limit) {
        Duration left = limit.minusNanos(time.nanos() - startNanos);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /**
     * Pauses before the next try, longer each time and jittered, so that many waiting clients do not ask at once.
     *
     * @return false, at once, if the limit is reached
     */
    boolean pause(Duration limit) throws InterruptedException {
        Duration left = left(limit);
        if (left.isZero()) {
            return false;
        }
        long nanos = next.toNanos();
        Duration jittered = Duration.ofNanos(nanos / 2 + random.nextLong(nanos / 2 + 1));
        time.sleep(jittered.compareTo(left) < 0 ? jittered : left);
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
        return true;
    }
}
