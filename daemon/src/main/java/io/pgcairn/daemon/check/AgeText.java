package io.pgcairn.daemon.check;

import java.time.Duration;

/** Spans of time for people. */
final class AgeText {
    private AgeText() {}

    /** {@code 40 s}, {@code 12 min}, {@code 5 h}, {@code 3 d}, of two units none. */
    static String of(Duration span) {
        if (span.toMinutes() < 2) {
            return Math.max(0, span.toSeconds()) + " s";
        }
        if (span.toHours() < 2) {
            return span.toMinutes() + " min";
        }
        return span.toDays() < 2 ? span.toHours() + " h" : span.toDays() + " d";
    }
}
