package io.pgcairn.daemon.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Multiples of a span after the last run. */
record IntervalSchedule(Duration interval) implements Schedule {
    private static final Duration LEAST = Duration.ofSeconds(1);

    IntervalSchedule {
        if (interval.compareTo(LEAST) < 0) {
            throw new IllegalArgumentException("an interval is a second at least, not " + interval);
        }
    }

    @Override
    public Optional<Instant> next(Instant last, Instant earliest) {
        Instant first = last.plus(interval);
        if (!first.isBefore(earliest)) {
            return Optional.of(first);
        }
        Duration late = Duration.between(first, earliest);
        long whole = late.dividedBy(interval);
        Instant reached = first.plus(interval.multipliedBy(whole));
        return Optional.of(reached.isBefore(earliest) ? reached.plus(interval) : reached);
    }
}
