package io.pgcairn.storage.remote;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** A request on its thread, and the caller who waits for it. */
final class RunningRequest<T> {
    private final Call call;
    private final Request<T> request;
    private final Consumer<RunningRequest<T>> atEnd;
    private final Movement movement;
    private final CompletableFuture<T> outcome = new CompletableFuture<>();
    private final Thread thread;

    /** @param atEnd called by the thread as the last thing it does */
    RunningRequest(Call call, Request<T> request, Consumer<RunningRequest<T>> atEnd) {
        this.call = call;
        this.request = request;
        this.atEnd = atEnd;
        this.movement = new Movement(request.bodyNanos());
        this.thread = Thread.ofVirtual().name("pgcairn-request").unstarted(this::run);
    }

    Call call() {
        return call;
    }

    Movement movement() {
        return movement;
    }

    /** Begins; whoever fails here has given back what the request was given. */
    void start() {
        boolean isHeld = false;
        boolean isStarted = false;
        try {
            request.hold();
            isHeld = true;
            thread.start();
            isStarted = true;
        } finally {
            if (!isStarted) {
                end(isHeld, false);
            }
        }
    }

    /** What the request answered, empty if nothing yet; an {@link ExecutionException} says how it failed. */
    Optional<T> await(long nanos) throws InterruptedException, ExecutionException {
        try {
            return Optional.of(outcome.get(nanos, TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        }
    }

    /** Ends the caller's waiting with this failure, and the thread as soon as it heeds an interrupt. */
    void giveUp(Throwable failure) {
        outcome.completeExceptionally(failure);
        thread.interrupt();
    }

    private void run() {
        boolean hasFailed = true;
        try {
            call.check();
            T result = request.send(movement);
            hasFailed = false;
            if (!outcome.complete(result)) {
                Thread.interrupted(); // giving something up may need a request too
                request.discard(result);
            }
        } catch (Throwable e) { // clients throw checked exceptions that they do not declare
            outcome.completeExceptionally(e); // the caller throws it
        } finally {
            end(true, hasFailed);
        }
    }

    private void end(boolean isHeld, boolean hasFailed) {
        try {
            if (isHeld) {
                request.letGo(hasFailed);
            }
        } finally {
            atEnd.accept(this);
        }
    }
}
