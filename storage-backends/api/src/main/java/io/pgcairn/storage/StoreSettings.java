package io.pgcairn.storage;

import java.time.Duration;
import java.util.Map;

/**
 * How to open a store.
 *
 * @param timeout the deadline of every call on the store and of every read or write on its streams; past it the call
 *     ends in a {@link StoreTimeoutException} and what it was writing is not visible. A backend across a network may
 *     leave the time out of account in which bytes that it sends are moving, at most what they take at 16 KiB a second
 * @param concurrency the most requests that are under way at once, from 1; further ones wait within their deadline
 * @param options the tier's further settings by name, as configured; a backend refuses names it does not know
 */
public record StoreSettings(Duration timeout, int concurrency, Map<String, String> options) {
    /** A minute: longer than any healthy request, shorter than an operator's patience. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(1);

    /** Enough to fill a fast line with large requests. */
    public static final int DEFAULT_CONCURRENCY = 16;

    public StoreSettings {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("a store's timeout is positive: " + timeout);
        }
        if (concurrency < 1) {
            throw new IllegalArgumentException("a store takes at least one request at once: " + concurrency);
        }
        options = Map.copyOf(options);
    }

    public StoreSettings(Duration timeout, Map<String, String> options) {
        this(timeout, DEFAULT_CONCURRENCY, options);
    }

    /** The default timeout, no further settings. */
    public static StoreSettings defaults() {
        return new StoreSettings(DEFAULT_TIMEOUT, Map.of());
    }
}
