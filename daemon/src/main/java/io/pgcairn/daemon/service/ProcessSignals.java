package io.pgcairn.daemon.service;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What the process is told from outside: to read its configuration anew (SIGHUP), to end (SIGTERM, SIGINT). The end is
 * held until the daemon has stopped; a graceful stop exits with 0, and one that takes too long is left to end as the
 * signal would have it. Further signals to end change nothing. Safe for use by several threads.
 */
public final class ProcessSignals {
    /** Longer than any stop of the daemon takes, and shorter than its unit's TimeoutStopSec. */
    private static final Duration PATIENCE = Duration.ofSeconds(70);

    /** What is wanted next. */
    enum Wish {
        RELOAD,
        STOP
    }

    private final CountDownLatch stopped = new CountDownLatch(1);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition wished = lock.newCondition();
    private volatile boolean isStopWanted;
    private boolean isReloadWanted;

    /** From now on signals are heard; those that come before {@link #next()} is asked wait. */
    void listen() {
        HangUp.handle(this::reload);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(this::holdProcess));
    }

    /** Waits for the next wish. A stop goes before all, and several reloads that wait are one. */
    Wish next() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!isStopWanted && !isReloadWanted) {
                wished.await();
            }
            isReloadWanted = false;
            return isStopWanted ? Wish.STOP : Wish.RELOAD;
        } finally {
            lock.unlock();
        }
    }

    boolean isStopWanted() {
        return isStopWanted;
    }

    void reload() {
        lock.lock();
        try {
            isReloadWanted = true;
            wished.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void stop() {
        lock.lock();
        try {
            isStopWanted = true;
            wished.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The daemon has stopped: the process may end. */
    void stopped() {
        stopped.countDown();
    }

    private void holdProcess() {
        // The hook also runs where the program ends by itself, and then nobody is to be waited for.
        if (stopped.getCount() == 0) {
            return;
        }
        stop();
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
