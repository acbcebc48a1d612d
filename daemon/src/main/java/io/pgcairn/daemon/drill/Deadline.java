package io.pgcairn.daemon.drill;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Interrupts the thread that made it when the time is over, unless it is closed before. */
final class Deadline implements AutoCloseable {
    private final Duration limit;
    private final long end;
    private final Thread working = Thread.currentThread();
    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread watch;
    private volatile boolean isOver;

    Deadline(Duration limit) {
        this.limit = limit;
        this.end = System.nanoTime() + limit.toNanos();
        this.watch = Thread.ofVirtual().name("drill-deadline").start(this::watch);
    }

    private void watch() {
        try {
            if (!done.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                isOver = true;
                working.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What is left, a second at least: whoever waits longer is interrupted. */
    Duration left() {
        return Duration.ofNanos(Math.max(TimeUnit.SECONDS.toNanos(1), end - System.nanoTime()));
    }

    boolean isOver() {
        return isOver;
    }

    /** Interrupts nobody from here on. */
    @Override
    public void close() {
        done.countDown();
        boolean wasInterrupted = Thread.interrupted();
        try {
            watch.join();
        } catch (InterruptedException e) {
            wasInterrupted = true;
        }
        // Its own interrupt is told by an error, and is nobody's wish any more.
        Thread.interrupted();
        if (wasInterrupted && !isOver) {
            Thread.currentThread().interrupt();
        }
    }
}
