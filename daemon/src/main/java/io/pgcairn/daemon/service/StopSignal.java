package io.pgcairn.daemon.service;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Tells the daemon that the process is to end (SIGTERM, SIGINT), and holds the process until the daemon has stopped. A
 * graceful stop exits with 0; one that takes too long is left to end as the signal would have it.
 */
public final class StopSignal {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final CountDownLatch wanted = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);

    /** Waits until the process is to end; from now on its end waits for {@link #stopped()}. */
    void await() throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(this::holdProcess));
        wanted.await();
    }

    void stopped() {
        stopped.countDown();
    }

    private void holdProcess() {
        wanted.countDown();
        try {
            if (stopped.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                // Without this the JVM would report the signal, and a stop in good order look like a crash.
                Runtime.getRuntime().halt(0);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
