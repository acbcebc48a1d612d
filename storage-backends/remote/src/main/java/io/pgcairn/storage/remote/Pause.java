package io.pgcairn.storage.remote;

import java.time.Duration;

/** Lets time pass before the next try. */
@FunctionalInterface
interface Pause {
    /** Waits this long, or less if the store is closed. */
    void take(Duration duration) throws InterruptedException;
}
