package io.pgcairn.daemon.http;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;

/**
 * Runs what may block, each on its own thread, so many at once and no more. No virtual ones: before Java 25.0.4 those
 * may wait for ever where they meet at a monitor (JDK-8373120), and nobody could even ask how the daemon is.
 */
final class CallRunner implements AutoCloseable {
    private final Semaphore turns;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofPlatform().daemon().name("http-call-", 0).factory());

    CallRunner(int atOnce) {
        this.turns = new Semaphore(atOnce);
    }

    /** Starts the call, unless there are too many; never waits. */
    boolean tryRun(Runnable call) {
        if (!turns.tryAcquire()) {
            return false;
        }
        try {
            threads.execute(() -> {
                try {
                    call.run();
                } finally {
                    turns.release();
                }
            });
            return true;
        } catch (RejectedExecutionException e) {
            turns.release();
            return false;
        }
    }

    /** Interrupts what runs. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
