package io.pgcairn.daemon.observe;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What is known of one cluster's restore drills; asked at every scrape, so it answers from memory. */
public interface DrillFigures {
    /** When the last good drill ended; empty if there was none. */
    Optional<Instant> lastSuccess();

    /** When the last drill that failed ended; empty if none failed. */
    Optional<Instant> lastFailure();

    /** How long the last good drill took; empty if there was none. */
    Optional<Duration> lastDuration();

    /** Whether one is under way. */
    boolean isRunning();

    /** Drills since the start that failed. */
    long failures();
}
