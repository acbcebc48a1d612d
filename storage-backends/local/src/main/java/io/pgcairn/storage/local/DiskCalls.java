package io.pgcairn.storage.local;

import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.StoreTimeoutException;
import io.pgcairn.storage.StoreUnavailableException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs disk work on threads of its own and waits for it no longer than the store's timeout. The threads are bounded:
 * when the disk hangs under all of them, further calls time out without starting.
 */
final class DiskCalls implements AutoCloseable {
    private final String location;
    private final Duration timeout;
    private final Semaphore free;
    private final ExecutorService threads = Executors.newCachedThreadPool(
            Thread.ofPlatform().name("pgcairn-disk-", 0).daemon(true).factory());
    private volatile boolean isClosed;

    /** @param concurrency how many threads may work at once; further calls wait for one */
    DiskCalls(String location, Duration timeout, int concurrency) {
        this.location = location;
        this.timeout = timeout;
        this.free = new Semaphore(concurrency, true);
    }

    /** Disk work that fails as the disk does. */
    interface Work<T> {
        T run(DiskCall call) throws IOException;
    }

    /** Runs the work; a result that comes too late is closed by {@code discard}. */
    <T> T run(String what, Work<T> work, Consumer<T> discard) throws StoreException {
        if (isClosed) {
            throw new StoreUnavailableException(what + " in " + location + " after the store was closed", "", null);
        }
        if (Thread.currentThread().isInterrupted()) {
            throw interrupted(what, null);
        }
        DiskCall call = new DiskCall(what, location, timeout);
        CompletableFuture<T> outcome = new CompletableFuture<>();
        start(call, outcome, work, discard);
        return await(call, outcome);
    }

    /** Runs work with no result to discard. */
    <T> T run(String what, Work<T> work) throws StoreException {
        return run(what, work, late -> {});
    }

    /** Runs work that must happen however the thread or the store fares, such as cleaning up. */
    void runAlways(String what, Work<Boolean> work) throws StoreException {
        boolean wasInterrupted = Thread.interrupted();
        try {
            DiskCall call = new DiskCall(what, location, Duration.ofMillis(Math.max(1000, timeout.toMillis())));
            CompletableFuture<Boolean> outcome = new CompletableFuture<>();
            start(call, outcome, work, late -> {});
            awaitPublished(call, outcome);
        } finally {
            if (wasInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Refuses further calls. Threads that work end when their work does. */
    @Override
    public void close() {
        isClosed = true;
    }

    private <T> void start(DiskCall call, CompletableFuture<T> outcome, Work<T> work, Consumer<T> discard)
            throws StoreException {
        try {
            if (!free.tryAcquire(call.nanosLeft(), TimeUnit.NANOSECONDS)) {
                throw call.timedOut();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted(call.what(), e);
        }
        threads.execute(() -> work(call, outcome, work, discard));
    }

    private <T> void work(DiskCall call, CompletableFuture<T> outcome, Work<T> work, Consumer<T> discard) {
        try {
            call.check();
            T result = work.run(call);
            if (!outcome.complete(result)) {
                discard.accept(result);
            }
        } catch (IOException | RuntimeException | Error e) {
            outcome.completeExceptionally(e);
        } finally {
            free.release();
        }
    }

    private <T> T await(DiskCall call, CompletableFuture<T> outcome) throws StoreException {
        try {
            return result(call, outcome, call.nanosLeft());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            if (call.abandon() && outcome.completeExceptionally(e)) {
                throw interrupted(call.what(), e);
            }
            return awaitPublished(call, outcome);
        }
    }

    /** Waits on although interrupted: what is being published cannot be called back. */
    private <T> T awaitPublished(DiskCall call, CompletableFuture<T> outcome) throws StoreException {
        boolean wasInterrupted = false;
        try {
            while (true) {
                try {
                    return result(call, outcome, call.nanosLeft());
                } catch (InterruptedException e) {
                    wasInterrupted = true;
                }
            }
        } finally {
            if (wasInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private <T> T result(DiskCall call, CompletableFuture<T> outcome, long nanos)
            throws InterruptedException, StoreException {
        try {
            return outcome.get(nanos, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            call.abandon();
            StoreTimeoutException late = call.timedOut();
            outcome.completeExceptionally(late);
            throw late;
        } catch (ExecutionException e) {
            throw failure(call, e.getCause() == null ? e : e.getCause());
        }
    }

    private StoreException failure(DiskCall call, Throwable cause) {
        return switch (cause) {
            case IOException e -> DiskErrors.translate(call.what(), location, e);
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new IllegalStateException(call.what() + " failed in " + location, cause);
        };
    }

    private StoreUnavailableException interrupted(String what, @Nullable Throwable cause) {
        return new StoreUnavailableException(what + " in " + location + " was interrupted", "", cause);
    }
}
