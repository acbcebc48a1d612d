package io.pgcairn.daemon.config;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One place where objects are kept.
 *
 * @param name what metrics and messages call it
 * @param store where it is; the scheme says which backend
 * @param timeout the deadline of each call
 * @param options further settings that the backend knows
 */
public record TierConfig(String name, URI store, Duration timeout, SortedMap<String, Secret> options) {
    public TierConfig {
        if (!timeout.isPositive()) {
            throw new IllegalArgumentException("a store's timeout is positive: " + timeout);
        }
        options = new TreeMap<>(options);
    }

    /** A tier without further settings. */
    public TierConfig(String name, URI store, Duration timeout) {
        this(name, store, timeout, new TreeMap<>(Map.of()));
    }
}
