package io.pgcairn.storage.contract;

import io.pgcairn.storage.StoreTimeoutException;
import java.time.Duration;

/** The time one call on the memory store has left. */
record CallTime(String call, long startNanos, Duration timeout) {
    static CallTime start(String call, Duration timeout) {
        return new CallTime(call, System.nanoTime(), timeout);
    }

    void check() throws StoreTimeoutException {
        Duration elapsed = Duration.ofNanos(System.nanoTime() - startNanos);
        if (elapsed.compareTo(timeout) >= 0) {
            throw new StoreTimeoutException(
                    call + " took " + elapsed + ", more than its timeout of " + timeout, "raise the timeout", null);
        }
    }
}
