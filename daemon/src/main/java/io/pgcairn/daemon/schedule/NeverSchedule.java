package io.pgcairn.daemon.schedule;

import java.time.Instant;
import java.util.Optional;

/** Nothing runs by itself. */
record NeverSchedule() implements Schedule {
    @Override
    public Optional<Instant> next(Instant last, Instant earliest) {
        return Optional.empty();
    }
}
