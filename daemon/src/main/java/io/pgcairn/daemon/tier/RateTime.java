package io.pgcairn.daemon.tier;

import java.time.Duration;

/** The time by which bytes are let through. */
interface RateTime {
    /** Nanoseconds since some moment; never less than before. */
    long nanos();

    /** Waits that long. */
    void sleep(Duration duration) throws InterruptedException;

    /** The system's. */
    static RateTime system() {
        return new RateTime() {
            @Override
            public long nanos() {
                return System.nanoTime();
            }

            @Override
            public void sleep(Duration duration) throws InterruptedException {
                Thread.sleep(duration);
            }
        };
    }
}
