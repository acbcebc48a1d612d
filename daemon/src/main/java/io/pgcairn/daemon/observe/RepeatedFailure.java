package io.pgcairn.daemon.observe;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.time.Duration;
import java.time.Instant;

/** A failure that was written once, and what came of it since. */
final class RepeatedFailure {
    private static final Duration FIRST_SUMMARY = Duration.ofMinutes(1);
    private static final Duration LONGEST_SUMMARY = Duration.ofMinutes(30);

    /** A failure that did not occur for so long has ended; one that comes again is written again. */
    private static final Duration QUIET = Duration.ofMinutes(10);

    private ILoggingEvent last;
    private Instant since;
    private Instant lastAt;
    private Duration interval = FIRST_SUMMARY;
    private long untold;

    RepeatedFailure(ILoggingEvent first, Instant now) {
        this.last = first;
        this.since = now;
        this.lastAt = now;
    }

    void again(ILoggingEvent event, Instant now) {
        last = event;
        lastAt = now;
        untold++;
    }

    boolean isOver(Instant now) {
        return lastAt.plus(QUIET).isBefore(now);
    }

    boolean isSummaryDue(Instant now) {
        return untold > 0 && !since.plus(interval).isAfter(now);
    }

    boolean isUntold() {
        return untold > 0;
    }

    /** What was kept back so far; the next summary comes after twice the time. */
    Summary sum(Instant now) {
        Summary summary = new Summary(last, untold, since, lastAt);
        untold = 0;
        since = now;
        Duration twice = interval.multipliedBy(2);
        interval = twice.compareTo(LONGEST_SUMMARY) < 0 ? twice : LONGEST_SUMMARY;
        return summary;
    }

    /**
     * What one line says of many.
     *
     * @param event the last of them
     * @param times how many were not written
     * @param since when one of them was written the last time
     * @param until when the last one was
     */
    record Summary(ILoggingEvent event, long times, Instant since, Instant until) {}
}
