package io.pgcairn.daemon.basebackup;

import io.pgcairn.daemon.trail.Trail;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The workers of one backup, on platform threads since they compress, and the queue that feeds them. Closing it ends
 * them all, and with them the packs that are not finished. Used by one thread.
 */
final class PackWorkers implements AutoCloseable {
    /** Entries are small; this many keep the workers busy while the walk lists a directory. */
    private static final int WAITING = 1024;

    private final WorkQueue queue = new WorkQueue(WAITING);
    private final Duration patience;
    private final Pulse pulse;
    private final ExecutorService threads;
    private final List<Future<Void>> workers = new ArrayList<>();

    /** Is asked now and then whether the backup still makes sense. */
    interface Pulse {
        void beat() throws BackupFailedException;
    }

    /**
     * Starts the workers.
     *
     * @param patience how long to wait for the workers before the pulse is asked
     */
    PackWorkers(PackWorker.Packing packing, Duration patience, Pulse pulse) {
        this.patience = patience;
        this.pulse = pulse;
        int count = packing.settings().workers();
        this.threads = Executors.newFixedThreadPool(
                count, Thread.ofPlatform().name("basebackup-", 0).factory());
        for (int i = 0; i < count; i++) {
            Callable<Void> worker = new PackWorker(packing, queue);
            workers.add(threads.submit(Trail.here().aroundCall(worker)));
        }
    }

    /** Hands an entry to the workers; blocks while they are busy. */
    void accept(SourceEntry entry) throws IOException, InterruptedException, BackupFailedException {
        try {
            while (!queue.put(entry, patience)) {
                pulse.beat();
            }
        } catch (WorkQueue.HaltedException e) {
            awaitAll();
            throw e;
        }
    }

    /** Waits until everything that was handed over is durable. */
    void finish() throws IOException, InterruptedException, BackupFailedException {
        queue.end();
        awaitAll();
    }

    private void awaitAll() throws IOException, InterruptedException, BackupFailedException {
        IOException failure = null;
        for (Future<Void> worker : workers) {
            try {
                await(worker);
            } catch (WorkQueue.HaltedException e) {
                failure = failure == null ? e : failure;
            } catch (IOException e) {
                failure = failure == null || failure instanceof WorkQueue.HaltedException ? e : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void await(Future<Void> worker) throws IOException, InterruptedException, BackupFailedException {
        while (true) {
            try {
                worker.get(patience.toNanos(), TimeUnit.NANOSECONDS);
                return;
            } catch (TimeoutException e) {
                pulse.beat();
            } catch (ExecutionException e) {
                throw rethrown(e);
            }
        }
    }

    private static IOException rethrown(ExecutionException e) throws InterruptedException {
        return switch (e.getCause()) {
            case IOException io -> io;
            case InterruptedException interrupted -> throw interrupted;
            case RuntimeException runtime -> throw runtime;
            case Error error -> throw error;
            case null, default -> new IOException("a worker of the backup failed", e.getCause());
        };
    }

    @Override
    public void close() {
        queue.halt();
        threads.shutdownNow();
        threads.close();
    }
}
