package io.pgcairn.storage.remote;

import java.time.Duration;
import java.util.List;

/** Waits that end soon whatever happens, for closing things. */
final class Patience {
    private Patience() {}

    /** Waits for threads to end; interrupts those that have not by then. An interrupt of the caller is kept for later. */
    static void join(List<Thread> threads, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        boolean wasInterrupted = Thread.interrupted();
        for (Thread thread : threads) {
            try {
                boolean unused = thread.join(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
            } catch (InterruptedException e) {
                wasInterrupted = true;
            }
            thread.interrupt();
        }
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
