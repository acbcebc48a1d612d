package io.pgcairn.storage.remote;

import java.time.Duration;
import java.util.List;

/** Waits that end soon whatever happens, for closing things. */
final class Patience {
    private Patience() {}

    /** Waits for threads to end and interrupts those that have not by then. The caller's own interrupt is kept. */
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
