package io.pgcairn.storage.remote;

import io.pgcairn.storage.RetryListener;
import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.StoreFullException;
import java.time.Duration;

/**
 * Makes a request again that failed in a way that may pass, a few times, within the call's deadline. A full store is
 * not asked again: its state does not pass within a call. Safe for use by several threads.
 */
final class Retries {
    /** Rides out a restart of the store's front; more would only hide that it is down. */
    static final int MAX_TRIES = 5;

    private final Backoff backoff;
    private final Pause pause;
    private final RetryListener listener;

    Retries(Backoff backoff, Pause pause, RetryListener listener) {
        this.backoff = backoff;
        this.pause = pause;
        this.listener = listener;
    }

    /** One try of an operation. */
    @FunctionalInterface
    interface Try<T> {
        T run() throws StoreException;
    }

    /**
     * Tries until one succeeds, or the failure would last, or there is no time or try left.
     *
     * @param op the word that {@link RetryListener} hears
     */
    <T> T run(String op, Call call, Try<T> work) throws StoreException {
        for (int tries = 1; ; tries++) {
            try {
                return work.run();
            } catch (StoreException e) {
                if (!mayPass(e) || tries == MAX_TRIES || !waited(call, backoff.after(tries))) {
                    throw tries == 1 ? e : Failures.after(tries, call, e);
                }
                listener.retried(op, e);
            }
        }
    }

    /** Whether the same request may do better now; also: whether it may have done its work although it failed. */
    static boolean mayPass(StoreException e) {
        return e.isRetryable() && !(e instanceof StoreFullException);
    }

    private boolean waited(Call call, Duration duration) {
        if (duration.toNanos() >= call.nanosLeft() || Thread.currentThread().isInterrupted()) {
            return false;
        }
        try {
            pause.take(duration);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
