package io.pgcairn.daemon.schedule;

import java.time.Duration;

/** How long to wait after so many failures in a row: doubling, from the first to the longest. */
record RetryPause(Duration first, Duration longest) {
    private static final int MOST_DOUBLINGS = 20;

    /** For runs: from a minute to half an hour. */
    static final RetryPause RUNS = new RetryPause(Duration.ofMinutes(1), Duration.ofMinutes(30));

    /** For questions, which are cheap: from a second to a minute. */
    static final RetryPause QUESTIONS = new RetryPause(Duration.ofSeconds(1), Duration.ofMinutes(1));

    /** @param failures in a row, from 1 */
    Duration after(int failures) {
        Duration pause = first.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
        return pause.compareTo(longest) < 0 ? pause : longest;
    }
}
