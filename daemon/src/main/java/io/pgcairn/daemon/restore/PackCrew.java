package io.pgcairn.daemon.restore;

import io.pgcairn.daemon.trail.Trail;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Runs a few packs at once and holds no more in wait. The first failure stops the others; closing waits until none
 * runs any more, so that what they wrote can be removed.
 */
final class PackCrew implements AutoCloseable {
    /** The work of one pack. */
    interface Task {
        void run() throws IOException;
    }

    private static final long PATIENCE_SECONDS = 1;

    private final int size;
    private final Semaphore free;
    private final ExecutorService workers;
    private final RestoreProgress progress;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    PackCrew(int size, RestoreProgress progress) {
        this.size = size;
        this.free = new Semaphore(size);
        this.workers = Executors.newFixedThreadPool(
                size, Thread.ofPlatform().name("restore-", 0).factory());
        this.progress = progress;
    }

    /** Waits until a worker is free, and gives it the task. */
    void run(Task task) throws IOException {
        acquire(1);
        requireNoFailure();
        workers.execute(Trail.here().around(() -> {
            try {
                task.run();
            } catch (IOException | RuntimeException e) {
                failure.compareAndSet(null, e);
                progress.stop();
            } finally {
                free.release();
            }
        }));
    }

    /** Waits until all tasks are done. */
    void finish() throws IOException {
        acquire(size);
        free.release(size);
        requireNoFailure();
    }

    private void acquire(int permits) throws InterruptedIOException {
        try {
            free.acquire(permits);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the restore was interrupted");
        }
    }

    private void requireNoFailure() throws IOException {
        switch (failure.get()) {
            case null -> {}
            case IOException told -> throw told;
            case Exception bug -> throw new IOException("a worker failed: " + bug, bug);
        }
    }

    @Override
    public void close() {
        progress.stop();
        workers.shutdown();
        boolean isInterrupted = false;
        boolean isOver = false;
        while (!isOver) {
            try {
                // Every read of a store ends within its timeout, and the next step sees the stop.
                isOver = workers.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                isInterrupted = true;
            }
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
