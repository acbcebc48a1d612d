package io.pgcairn.daemon.bench;

import java.io.IOException;
import java.time.Duration;

/**
 * The time that one store's runs may take, so that a slow server does not eat the others' time.
 *
 * @param end by the clock of {@link System#nanoTime}
 */
record Share(long end) {
    static Share of(Duration time) {
        return new Share(System.nanoTime() + time.toNanos());
    }

    Duration left() {
        return Duration.ofNanos(end - System.nanoTime());
    }

    /** The limit of the next run. */
    Duration limit() throws IOException {
        Duration left = left();
        if (!left.isPositive()) {
            throw new IOException("its share of the time is used up");
        }
        return left;
    }
}
