package io.pgcairn.daemon.observe;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** When something runs by itself; asked at every scrape, so it answers from memory. */
public interface ScheduleFigures {
    /** When it runs, or should have run; empty if it never does, or if that is not known yet. */
    Optional<Instant> next();

    /** For how long it has been late: to run, or while it runs, to end; zero if it is not late. */
    Duration overdue();

    /** How many runs in a row have failed since the last good one. */
    default long failuresInRow() {
        return 0;
    }
}
