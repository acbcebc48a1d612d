package io.pgcairn.storage;

import java.time.Clock;

/**
 * What a store is told about those who use it.
 *
 * @param clock dates what needs a date, such as how long an object is locked
 * @param kinds what the names of objects stand for
 * @param retries hears of every request that failed and is made again
 */
public record StoreContext(Clock clock, ObjectKinds kinds, RetryListener retries) {
    /** The system's clock, nothing known of names, nobody listening. */
    public static StoreContext plain() {
        return new StoreContext(Clock.systemUTC(), ObjectKinds.UNKNOWN, RetryListener.NONE);
    }
}
