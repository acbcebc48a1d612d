package io.pgcairn.daemon.wal;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes a thread that waits, once, however often it was raised. Safe for use by several threads. */
final class Signal {
    private final Semaphore raised = new Semaphore(0);

    void raise() {
        if (raised.availablePermits() == 0) {
            raised.release();
        }
    }

    /** Waits until it is raised or the time is over; lowers it. */
    void await(Duration patience) throws InterruptedException {
        if (raised.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            raised.drainPermits();
        }
    }
}
