package io.pgcairn.daemon.tier;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Counts what of a lane is not on the target yet. Asked at every scrape. Safe for use by several threads. */
final class Backlog {
    private final InstantSource clock;
    private final Instant begin;

    // Guarded by this.
    private boolean isKnown;
    private long objects;
    private long bytes;
    private Optional<Instant> oldest = Optional.empty();

    Backlog(InstantSource clock) {
        this.clock = clock;
        this.begin = clock.instant();
    }

    /** What is missing was counted. */
    synchronized void measured(Lag lag) {
        isKnown = true;
        objects = lag.objects();
        bytes = lag.bytes();
        oldest = lag.oldest();
    }

    /** Something was stored that the target lacks. */
    synchronized void added(long size) {
        objects++;
        bytes += size;
        if (oldest.isEmpty()) {
            oldest = Optional.of(clock.instant());
        }
    }

    /** Something arrived on the target. */
    synchronized void removed(long size) {
        objects = Math.max(0, objects - 1);
        bytes = Math.max(0, bytes - size);
    }

    /** The oldest object that is missing is this old. */
    synchronized void oldest(Instant stored) {
        oldest = Optional.of(stored);
    }

    /** What is known to be missing; empty before it was counted for the first time. */
    synchronized Optional<Lag> lag() {
        return isKnown ? Optional.of(new Lag(objects, bytes, oldest)) : Optional.empty();
    }

    /** The age of the oldest missing object; while that is not known, for how long it has not been. */
    synchronized Duration age() {
        Instant since = isKnown ? oldest.orElse(Instant.MAX) : begin;
        Instant now = clock.instant();
        return since.isBefore(now) ? Duration.between(since, now) : Duration.ZERO;
    }
}
