package io.pgcairn.daemon.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How logical dumps are taken.
 *
 * @param databases which; empty for all that accept connections
 * @param format of each database's dump
 * @param keep how long dumps are kept; the newest good one is kept for ever
 * @param programs the directory of {@code pg_dump} and {@code pg_dumpall}; empty to look for them
 */
public record DumpConfig(
        ScheduleConfig schedule, List<String> databases, Format format, Duration keep, Optional<Path> programs) {
    /** {@code pg_dump}'s formats that are one stream. */
    public enum Format {
        CUSTOM,
        PLAIN,
        TAR
    }

    public DumpConfig {
        databases = List.copyOf(databases);
        if (keep.isNegative()) {
            throw new IllegalArgumentException("dumps are kept for a while: " + keep);
        }
    }
}
