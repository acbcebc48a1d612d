package io.pgcairn.daemon.config;

import java.time.Duration;

/**
 * How restores are served.
 *
 * @param prefetch how many segments are fetched ahead; 0 for none
 * @param hold how long a request waits for a store that does not answer
 */
public record RestoreConfig(int prefetch, Duration hold) {
    public RestoreConfig {
        if (prefetch < 0 || !hold.isPositive()) {
            throw new IllegalArgumentException("a restore fetches ahead and holds, not " + prefetch + ", " + hold);
        }
    }

    /** The values of an empty section. */
    public static RestoreConfig defaults() {
        return RestoreSection.read(SectionReader.defaults(RestoreSection.DECLARATION));
    }
}
