package io.pgcairn.daemon.bench;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits for a time: a measurement of idleness has no condition to wait for. */
final class Pause {
    private Pause() {}

    static void of(Duration span) throws InterruptedException {
        new CountDownLatch(1).await(span.toNanos(), TimeUnit.NANOSECONDS);
    }
}
