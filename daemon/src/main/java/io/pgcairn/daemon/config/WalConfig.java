package io.pgcairn.daemon.config;

import java.time.Duration;

/**
 * How WAL is taken in.
 *
 * @param tailInterval how often the segment that is filling is shipped
 * @param parallel how many segments are sealed at once
 * @param statusInterval how often the server hears where we are
 * @param stallTimeout how long the store may stand still before the server is let go
 * @param level of zstd
 */
public record WalConfig(
        Duration tailInterval, int parallel, Duration statusInterval, Duration stallTimeout, int level) {

    public WalConfig {
        if (!tailInterval.isPositive() || !statusInterval.isPositive() || !stallTimeout.isPositive()) {
            throw new IllegalArgumentException("intervals of WAL intake are positive");
        }
        if (parallel < 1) {
            throw new IllegalArgumentException("WAL intake takes a segment at least");
        }
    }

    /** The values of an empty section. */
    public static WalConfig defaults() {
        return WalSection.read(SectionReader.defaults(WalSection.DECLARATION));
    }
}
