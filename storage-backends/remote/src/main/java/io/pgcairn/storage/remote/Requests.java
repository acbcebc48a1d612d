package io.pgcairn.storage.remote;

import io.pgcairn.storage.StoreException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Sends requests, each once, on virtual threads, and waits for them no longer than an attempt or the call may take.
 *
 * <p>At most {@code concurrency} are under way. A permit is held for one request, never while its holder waits for
 * another or for the caller, so no two can wait for each other. The permit of a request that was given up comes back
 * when its thread has ended: a store that hangs under all of them is asked no more, and threads do not pile up.
 */
final class Requests implements AutoCloseable {
    private static final int ENOUGH_FOR_ALL_WHO_WAIT = 1 << 20;

    private final Semaphore permits;
    private final Duration attempt;
    private final Set<RunningRequest<?>> running = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);

    /** @param attempt the longest time one request may take beside the movement of its body */
    Requests(int concurrency, Duration attempt) {
        this.permits = new Semaphore(concurrency, true);
        this.attempt = attempt;
    }

    /** Sends a request and waits for its answer; the wait for a permit counts for the call, not for the attempt. */
    <T> T send(Call call, Request<T> request) throws StoreException {
        requireCallable(call);
        try {
            if (!permits.tryAcquire(call.nanosLeft(), TimeUnit.NANOSECONDS)) {
                throw call.timedOut(", waiting for other requests to end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw call.interrupted(e);
        }
        return start(call, request, permits::release);
    }

    /** Like {@link #send}, for going on with an answer that is here already, such as reading on in a body. */
    <T> T goOn(Call call, Request<T> request) throws StoreException {
        requireCallable(call);
        return start(call, request, () -> {});
    }

    /** Fails if a call can send nothing: the store is closed, its thread interrupted, its time over. */
    void requireCallable(Call call) throws StoreException {
        if (isClosed()) {
            throw call.closed();
        }
        if (Thread.currentThread().isInterrupted()) {
            throw call.interrupted(null);
        }
        call.check();
    }

    boolean isClosed() {
        return closed.getCount() == 0;
    }

    /** Waits; returns early if the store is closed. */
    void pause(Duration duration) throws InterruptedException {
        boolean unused = closed.await(duration.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Refuses further requests and ends the waiting of all callers. */
    @Override
    public void close() {
        closed.countDown();
        permits.release(ENOUGH_FOR_ALL_WHO_WAIT);
        running.forEach(request -> request.giveUp(request.call().closed()));
    }

    private <T> T start(Call call, Request<T> request, Runnable atEnd) throws StoreException {
        RunningRequest<T> started = new RunningRequest<>(call, request, (self) -> {
            running.remove(self);
            atEnd.run();
        });
        running.add(started);
        started.start();
        if (isClosed()) {
            started.giveUp(call.closed());
        }
        return await(call, request, started);
    }

    private <T> T await(Call call, Request<T> request, RunningRequest<T> started) throws StoreException {
        try {
            long freed = 0;
            while (true) {
                long free = started.movement().freeNanos();
                call.lengthen(request.spare(free - freed));
                freed = free;
                long nanos = Math.min(started.movement().nanosLeft(attempt.toNanos()), call.nanosLeft());
                if (nanos <= 0) {
                    StoreException late = call.nanosLeft() <= 0 ? call.timedOut("") : call.requestTimedOut(attempt);
                    started.giveUp(late);
                    throw late;
                }
                Optional<T> answer = started.await(nanos);
                if (answer.isPresent()) {
                    return answer.get();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            StoreException interrupted = call.interrupted(e);
            started.giveUp(interrupted);
            throw interrupted;
        } catch (ExecutionException e) {
            throw failure(call, e);
        }
    }

    private StoreException failure(Call call, ExecutionException e) {
        return switch (e.getCause()) {
            case Error error -> throw error;
            case Throwable cause when isClosed() -> call.unavailable(" ended since the store was closed", cause);
            case StoreException known -> known;
            // A client's exception that its backend does not know of tells nothing of the object: worth another try.
            case Throwable unknown -> call.unavailable(" failed: " + unknown, unknown);
            case null -> call.unavailable(" failed", e);
        };
    }
}
