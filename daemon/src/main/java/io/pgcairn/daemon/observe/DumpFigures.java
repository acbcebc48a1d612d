package io.pgcairn.daemon.observe;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** What is known of one cluster's logical dumps; asked at every scrape, so it answers from memory. */
public interface DumpFigures {
    /** When the last good one ended since the start; empty if there was none. */
    Optional<Instant> lastSuccess();

    /** How long it took. */
    Optional<Duration> lastDuration();

    /** What it takes in the store. */
    OptionalLong lastStoredBytes();

    /** Whether one is under way. */
    boolean isRunning();

    /** Dumps since the start that failed. */
    long failures();
}
