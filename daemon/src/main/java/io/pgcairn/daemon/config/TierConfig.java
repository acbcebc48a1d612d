package io.pgcairn.daemon.config;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One place where objects are kept.
 *
 * @param name what metrics and messages call it
 * @param store where it is; the scheme says which backend
 * @param timeout the deadline of each call
 * @param concurrency the most requests that are under way at once
 * @param uploadRate the most bytes a second that go there, all streams together; empty for no limit
 * @param downloadRate the most bytes a second that come from there; empty for no limit
 * @param retention what it keeps
 * @param options further settings that the backend knows
 */
public record TierConfig(
        String name,
        URI store,
        Duration timeout,
        int concurrency,
        OptionalLong uploadRate,
        OptionalLong downloadRate,
        RetentionConfig retention,
        SortedMap<String, Secret> options) {
    private static final int USUAL_CONCURRENCY = 16;

    public TierConfig {
        if (!timeout.isPositive()) {
            throw new IllegalArgumentException("a store's timeout is positive: " + timeout);
        }
        if (concurrency < 1 || uploadRate.orElse(1) < 1 || downloadRate.orElse(1) < 1) {
            throw new IllegalArgumentException("a store takes a request and a byte at least: " + name);
        }
        options = new TreeMap<>(options);
    }

    /** A tier without further settings. */
    public TierConfig(String name, URI store, Duration timeout) {
        this(
                name,
                store,
                timeout,
                USUAL_CONCURRENCY,
                OptionalLong.empty(),
                OptionalLong.empty(),
                RetentionSection.defaults(),
                new TreeMap<>(Map.of()));
    }
}
