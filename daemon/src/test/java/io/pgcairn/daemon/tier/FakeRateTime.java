package io.pgcairn.daemon.tier;

import java.time.Duration;

/** A time that moves only when somebody sleeps. */
final class FakeRateTime implements RateTime {
    private long nanos;

    @Override
    public synchronized long nanos() {
        return nanos;
    }

    @Override
    public synchronized void sleep(Duration duration) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted in a test");
        }
        nanos += duration.toNanos();
    }

    synchronized void idle(Duration duration) {
        nanos += duration.toNanos();
    }

    synchronized long millis() {
        return Duration.ofNanos(nanos).toMillis();
    }
}
