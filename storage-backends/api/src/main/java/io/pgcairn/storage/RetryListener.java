package io.pgcairn.storage;

/** Hears of requests that failed and are made again. Called by any thread; returns at once and throws nothing. */
@FunctionalInterface
public interface RetryListener {
    /** Does not listen. */
    RetryListener NONE = (op, cause) -> {};

    /**
     * A request failed and is about to be made again.
     *
     * @param op {@code put}, {@code part}, {@code complete}, {@code get}, {@code head}, {@code list}, {@code delete} or
     *     another word of the backend's, never a name of an object
     * @param cause why; its type is the outcome
     */
    void retried(String op, StoreException cause);
}
