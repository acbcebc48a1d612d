package io.pgcairn.daemon.tier;

import java.time.Instant;
import java.util.Optional;

/**
 * What a tier lacks.
 *
 * @param objects how many objects
 * @param bytes their lengths summed
 * @param oldest when the oldest of them was stored; empty if nothing is missing
 */
public record Lag(long objects, long bytes, Optional<Instant> oldest) {
    /** Nothing is missing. */
    public static final Lag NONE = new Lag(0, 0, Optional.empty());

    /** With one more object. */
    Lag plus(long size, Instant stored) {
        return plus(new Lag(1, size, Optional.of(stored)));
    }

    /** Both together. */
    Lag plus(Lag other) {
        Optional<Instant> older = oldest.isEmpty() ? other.oldest : oldest;
        if (oldest.isPresent() && other.oldest.isPresent() && other.oldest.get().isBefore(oldest.get())) {
            older = other.oldest;
        }
        return new Lag(objects + other.objects, bytes + other.bytes, older);
    }

    /** Without one object. */
    Lag minus(long size) {
        return new Lag(Math.max(0, objects - 1), Math.max(0, bytes - size), oldest);
    }
}
