package io.pgcairn.daemon.schedule;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Sleeps in real time. */
final class CutNap implements JobRunner.Nap {
    private final Semaphore cuts = new Semaphore(0);

    @Override
    public void take(Duration most) throws InterruptedException {
        if (cuts.tryAcquire(most.toMillis(), TimeUnit.MILLISECONDS)) {
            cuts.drainPermits();
        }
    }

    @Override
    public void cut() {
        cuts.release();
    }
}
