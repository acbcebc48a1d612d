package io.pgcairn.daemon.check;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How far another clock is from ours, as well as can be told from one answer. */
record ClockSkew(Duration difference) {
    private static final Duration BEARABLE = Duration.ofSeconds(10);

    /**
     * What a clock said between two moments of ours.
     *
     * @param other what it said, anywhere between {@code before} and {@code after}
     */
    static ClockSkew of(Instant before, Instant other, Instant after) {
        if (other.isBefore(before)) {
            return new ClockSkew(Duration.between(before, other));
        }
        return new ClockSkew(other.isAfter(after) ? Duration.between(after, other) : Duration.ZERO);
    }

    /** A sentence's end for one that is too far away: schedules, retention and points in time go by both clocks. */
    Optional<String> trouble() {
        if (difference.abs().compareTo(BEARABLE) <= 0) {
            return Optional.empty();
        }
        return Optional.of("is " + difference.abs().toSeconds() + " s "
                + (difference.isNegative() ? "behind" : "ahead of") + " this host's");
    }
}
