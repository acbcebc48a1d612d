package io.pgcairn.daemon.e2e;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for what another process is about to do, by asking again; nobody tells us. */
final class Eventually {
    private static final Duration BETWEEN = Duration.ofMillis(50);

    private Eventually() {}

    /** Returns when {@code condition} is true; one that throws is not true yet. */
    static void is(String what, Duration limit, Callable<Boolean> condition) {
        long deadline = System.nanoTime() + limit.toNanos();
        Exception last = null;
        while (System.nanoTime() < deadline) {
            try {
                if (condition.call()) {
                    return;
                }
            } catch (Exception e) {
                last = e;
            }
            LockSupport.parkNanos(BETWEEN.toNanos());
        }
        throw new AssertionError("not within " + limit.toSeconds() + " s: " + what, last);
    }
}
