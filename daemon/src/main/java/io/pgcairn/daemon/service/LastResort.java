package io.pgcairn.daemon.service;

import io.pgcairn.daemon.fault.Fault;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears of what no thread has caught. After an {@link Error}, such as memory that cannot be had, the process ends at
 * once and its supervisor starts it anew: a daemon that limps on without one of its threads looks alive and stores
 * nothing. What was not acknowledged is still in the slot.
 */
final class LastResort implements Thread.UncaughtExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(LastResort.class);

    private final Runnable lastWords;
    private final Duration patience;
    private final IntConsumer halt;
    private final CountDownLatch dying = new CountDownLatch(1);

    /**
     * @param lastWords writes what the log keeps back
     * @param patience how long the log may take to be written
     * @param halt ends the process with an exit code, without waiting for anything
     */
    LastResort(Runnable lastWords, Duration patience, IntConsumer halt) {
        this.lastWords = lastWords;
        this.patience = patience;
        this.halt = halt;
    }

    /**
     * The same, with a thread that ends the process should the log hang. It is there in time: later none may be had.
     */
    LastResort guarded() {
        Thread.ofPlatform().daemon().name("last-resort").start(this::guard);
        return this;
    }

    private void guard() {
        try {
            dying.await();
            TimeUnit.NANOSECONDS.sleep(patience.toNanos());
        } catch (InterruptedException e) {
            return;
        }
        halt.accept(Fault.INTERNAL.exitCode());
    }

    @Override
    public void uncaughtException(Thread thread, Throwable thrown) {
        boolean isEnd = thrown instanceof Error;
        try {
            if (isEnd) {
                dying.countDown();
            }
            LOG.error("thread {} met a defect of pgcairn", thread.getName(), thrown);
            if (isEnd) {
                lastWords.run();
            }
        } finally {
            if (isEnd) {
                halt.accept(Fault.INTERNAL.exitCode());
            }
        }
    }
}
