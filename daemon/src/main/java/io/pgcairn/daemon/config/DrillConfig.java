package io.pgcairn.daemon.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How restore drills are done.
 *
 * @param directory below which each drill restores into a directory of its own; empty for the usual place
 * @param programs the directory of {@code postgres} and {@code pg_ctl}; empty to look for them
 * @param timeout how long a drill may take as a whole
 * @param query what is asked of the restored server; empty to ask nothing more
 */
public record DrillConfig(
        ScheduleConfig schedule,
        Optional<Path> directory,
        Optional<Path> programs,
        Duration timeout,
        Target target,
        Optional<String> query) {
    /** To where a scheduled drill restores. */
    public enum Target {
        /** The end of all WAL. */
        LATEST,
        /** Any moment that can be restored, another one each time. */
        RANDOM
    }

    public DrillConfig {
        if (!timeout.isPositive()) {
            throw new IllegalArgumentException("a drill takes a while: " + timeout);
        }
    }
}
