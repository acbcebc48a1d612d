package io.pgcairn.daemon.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/** The moments at which something is to run. Immutable. */
public sealed interface Schedule permits CronSchedule, IntervalSchedule, NeverSchedule {
    /**
     * Five fields of cron (minute, hour, day of month, month, day of week; names such as MON and JAN, lists, ranges and
     * steps; 0 and 7 are Sunday; if both days are restricted either will do), read on the clocks of a zone. A time that
     * does not exist there, since the clocks were put forward, comes at the first moment after the gap; one that exists
     * twice comes once, the first time.
     *
     * @throws IllegalArgumentException the fields are no schedule, or one that never comes
     */
    static Schedule cron(String fields, ZoneId zone) {
        return CronSchedule.parse(fields, zone);
    }

    /**
     * So long after the last run, from start to start.
     *
     * @param interval from a second up
     */
    static Schedule every(Duration interval) {
        return new IntervalSchedule(interval);
    }

    static Schedule never() {
        return new NeverSchedule();
    }

    /**
     * The first moment after {@code last}, when it ran, that is not before {@code earliest}; empty if there is none.
     */
    Optional<Instant> next(Instant last, Instant earliest);

    /** The first moment after this one. */
    default Optional<Instant> next(Instant after) {
        return next(after, after);
    }
}
