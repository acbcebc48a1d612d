package io.pgcairn.daemon.restore;

import java.time.Duration;

/** Time that passes, and waiting for it to pass. */
public interface WalTime {
    /** Nanoseconds since some fixed moment. */
    long nanos();

    void sleep(Duration pause) throws InterruptedException;

    /** The machine's. */
    static WalTime system() {
        return new WalTime() {
            @Override
            public long nanos() {
                return System.nanoTime();
            }

            @Override
            public void sleep(Duration pause) throws InterruptedException {
                Thread.sleep(pause);
            }
        };
    }
}
