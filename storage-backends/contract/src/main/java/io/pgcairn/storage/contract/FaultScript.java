package io.pgcairn.storage.contract;

import io.pgcairn.storage.StoreException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;

/** Decides what goes wrong in a {@link FaultyObjectStore}. Called by the thread that uses the store; may block it. */
@FunctionalInterface
public interface FaultScript {
    /**
     * Lets the step go ahead by returning, or makes it fail.
     *
     * @param step what is about to happen
     * @param key the object's key, or the prefix of a listing
     */
    void before(StoreStep step, String key) throws StoreException;

    /** Nothing goes wrong. */
    static FaultScript none() {
        return (step, key) -> {};
    }

    /** The first {@code times} of these steps on keys that match fail, those after them succeed. */
    static FaultScript failing(
            StoreStep failing, int times, Predicate<String> keys, Function<String, StoreException> failure) {
        AtomicInteger left = new AtomicInteger(times);
        return (step, key) -> {
            if (step == failing && keys.test(key) && left.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
                throw failure.apply(key);
            }
        };
    }

    /** Asks this script, then the other. */
    default FaultScript and(FaultScript other) {
        return (step, key) -> {
            before(step, key);
            other.before(step, key);
        };
    }
}
