package io.pgcairn.daemon.tier;

import io.pgcairn.daemon.trail.Trail;
import io.pgcairn.storage.ObjectInfo;
import io.pgcairn.storage.StoreUnavailableException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Several copies under way at once. Where order matters each appears on the target only after the one that was handed
 * in before it, and none after one that failed. Used by one thread.
 */
final class Copies implements AutoCloseable {
    private static final Duration LAST_PATIENCE = Duration.ofSeconds(2);

    private final Copier copier;
    private final int parallel;
    private final boolean isOrdered;
    private final Ends ends;
    private final Semaphore room;
    private final Set<Thread> workers = ConcurrentHashMap.newKeySet();

    // Guarded by this.
    private Optional<Exception> failure = Optional.empty();

    private CompletableFuture<Boolean> newest = CompletableFuture.completedFuture(true);
    private volatile boolean isClosed;

    Copies(Copier copier, int parallel, boolean isOrdered, Ends ends) {
        this.copier = copier;
        this.parallel = parallel;
        this.isOrdered = isOrdered;
        this.ends = ends;
        this.room = new Semaphore(parallel);
    }

    /** Hears how copies end; where order matters in that order, one at a time. */
    interface Ends {
        /** All before it are done. */
        void turnOf(ObjectInfo object);

        /** It is on the target. */
        void ended(ObjectInfo object, Copier.Outcome outcome) throws IOException;
    }

    /** What is done in its turn. */
    interface Step {
        void run() throws IOException;
    }

    /** Begins a copy; waits while as many as there may be are under way. */
    void submit(ObjectInfo object) throws IOException, InterruptedException {
        start(before -> {
            BooleanSupplier turn = () -> {
                boolean isOn = before.join() && !isClosed;
                if (isOn) {
                    ends.turnOf(object);
                }
                return isOn;
            };
            Copier.Outcome outcome = copier.copy(object, turn);
            boolean isOn = before.join() && !(outcome instanceof Copier.Outcome.Abandoned);
            if (isOn) {
                ends.ended(object, outcome);
            }
            return isOn;
        });
    }

    /** Does something after all that was handed in before. */
    void then(Step step) throws IOException, InterruptedException {
        start(before -> {
            boolean isOn = before.join() && !isClosed;
            if (isOn) {
                step.run();
            }
            return isOn;
        });
    }

    private boolean isIdle() {
        return room.availablePermits() == parallel;
    }

    /** Whether all that was handed in is done and none of it failed. */
    boolean isDone() {
        // A failure is noted before its permit is given back, so this order of asking misses none.
        return isIdle() && failure().isEmpty();
    }

    /** Waits until all are done. */
    void drain() throws IOException, InterruptedException {
        room.acquire(parallel);
        room.release(parallel);
        throwFailure();
    }

    private interface Work {
        /** @return whether what comes after it may go on */
        boolean run(CompletableFuture<Boolean> before) throws IOException;
    }

    private void start(Work work) throws IOException, InterruptedException {
        room.acquire();
        try {
            throwFailure();
        } catch (IOException | RuntimeException e) {
            room.release();
            throw e;
        }
        CompletableFuture<Boolean> before = isOrdered ? newest : CompletableFuture.completedFuture(true);
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        newest = done;
        Thread worker = Thread.ofVirtual().name("copy").unstarted(Trail.here().around(() -> run(work, before, done)));
        workers.add(worker);
        worker.start();
    }

    private void run(Work work, CompletableFuture<Boolean> before, CompletableFuture<Boolean> done) {
        boolean isOn = false;
        try {
            isOn = work.run(before);
        } catch (IOException | RuntimeException e) {
            fail(e, before);
        } catch (Error e) {
            // Without memory, say: what was not copied must not pass for copied.
            fail(new IllegalStateException("a copy ended in " + e, e), before);
        } finally {
            done.complete(isOn);
            workers.remove(Thread.currentThread());
            room.release();
        }
    }

    /** The first in order is the one to tell: those after it may fail of the same, or of its failure. */
    private void fail(Exception e, CompletableFuture<Boolean> before) {
        if (before.join()) {
            synchronized (this) {
                failure = failure.isEmpty() ? Optional.of(e) : failure;
            }
        }
    }

    private void throwFailure() throws IOException {
        Optional<Exception> failed = failure();
        if (failed.isPresent()) {
            switch (failed.get()) {
                case IOException e -> throw e;
                case RuntimeException e -> throw e;
                case Exception e -> throw new IllegalStateException("a copy failed", e);
            }
        }
        if (isClosed) {
            throw new StoreUnavailableException("replication is stopping", "", null);
        }
    }

    private synchronized Optional<Exception> failure() {
        return failure;
    }

    /** Abandons what is under way; nothing of it appears on the target later. */
    @Override
    public void close() {
        isClosed = true;
        if (!isIdle()) {
            workers.forEach(Thread::interrupt);
            awaitWorkers();
        }
    }

    private void awaitWorkers() {
        try {
            if (room.tryAcquire(parallel, LAST_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                room.release(parallel);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
