package io.pgcairn.daemon.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * In how long a slot is full, by how much more WAL it has kept of late. A slot that is drained keeps now more, now
 * less; it is filling only if it has kept no less at each of several moments one after the other. Used by one thread.
 */
final class SlotForecast {
    /** What is older says little of the present rate. */
    private static final Duration WINDOW = Duration.ofMinutes(10);

    private static final int LEAST = 9;

    /** So many times in a row a slot that is drained keeps more by chance once in hundreds of thousands of windows. */
    private static final int STEPS = 8;

    /** Below this share of all the room a few segments more or less are no sign. */
    private static final int SMALL = 8;

    private record Sample(Instant at, long retained) {}

    private final Deque<Sample> samples = new ArrayDeque<>();

    /** The server kept so many bytes at that moment. */
    void add(Instant at, long retained) {
        if (!samples.isEmpty() && !samples.getLast().at().isBefore(at)) {
            samples.clear(); // a clock that was set back
        }
        samples.add(new Sample(at, retained));
        while (samples.getFirst().at().isBefore(at.minus(WINDOW))) {
            samples.removeFirst();
        }
    }

    /** After a time in which nothing was known the last rate says nothing. */
    void forget() {
        samples.clear();
    }

    /**
     * Seconds; infinite if the slot is not filling.
     *
     * @param safe how many bytes more are safe; empty if there is no limit that is known
     */
    OptionalDouble fullSeconds(OptionalLong safe) {
        if (safe.isEmpty() || samples.isEmpty()) {
            return OptionalDouble.empty();
        }
        long retained = samples.getLast().retained();
        long left = safe.getAsLong();
        if (left <= 0) {
            // The server may give up on it at its next checkpoint, or cannot write any more.
            return OptionalDouble.of(0);
        }
        if (retained < (retained + left) / SMALL || !isFilling()) {
            return OptionalDouble.of(Double.POSITIVE_INFINITY);
        }
        double seconds =
                Duration.between(samples.getFirst().at(), samples.getLast().at())
                                .toMillis()
                        / 1000.0;
        return OptionalDouble.of(left * seconds / (retained - samples.getFirst().retained()));
    }

    private boolean isFilling() {
        if (samples.size() < LEAST) {
            return false;
        }
        long before = -1;
        int index = 0;
        int next = 0;
        for (Iterator<Sample> each = samples.iterator(); each.hasNext(); index++) {
            Sample sample = each.next();
            if (index == next * (samples.size() - 1) / STEPS) {
                if (sample.retained() < before) {
                    return false;
                }
                before = sample.retained();
                next++;
            }
        }
        return samples.getLast().retained() > samples.getFirst().retained();
    }
}
