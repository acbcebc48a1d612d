package io.pgcairn.daemon.observe;

import java.time.Duration;

/** Hears of every request on a store. */
@FunctionalInterface
interface StoreObserver {
    /**
     * A request ended.
     *
     * @param op {@code get head put list delete}
     * @param outcome {@code ok} or the kind of error
     */
    void requested(String op, String outcome, Duration took);
}
