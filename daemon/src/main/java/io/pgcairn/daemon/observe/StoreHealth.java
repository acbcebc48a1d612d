package io.pgcairn.daemon.observe;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * For how long one store has been failing: from the first failure since it did such a thing the last time to the last.
 * Counted for each kind of request, since a full disk still reads. Deletions are left out: retention tells of those,
 * and a store that never lets go is a choice. A failure that nobody tried to repeat is no outage, and one of a kind
 * that nobody asks for any more ends when the store answers others. Safe for use by several threads.
 */
final class StoreHealth {
    /** What a store that works may answer. */
    private static final Set<String> ANSWERS = Set.of(RequestClock.OK, "missing", "exists");

    private static final String DELETE = "delete";

    /** Some kinds of requests are rare: what failed so long ago says nothing of a store that answers since. */
    private static final Duration UNASKED = Duration.ofMinutes(15);

    private record Failing(Instant first, Instant last) {}

    private final InstantSource clock;
    private final Map<String, Failing> failing = new HashMap<>();
    private Instant lastAnswer = Instant.MIN;

    StoreHealth(InstantSource clock) {
        this.clock = clock;
    }

    synchronized void requested(String op, String outcome) {
        if (ANSWERS.contains(outcome)) {
            failing.remove(op);
            lastAnswer = clock.instant();
        } else if (!outcome.equals(RequestClock.ABANDONED) && !op.equals(DELETE)) {
            Instant now = clock.instant();
            failing.values().removeIf(this::isOver);
            failing.merge(op, new Failing(now, now), (before, _) -> new Failing(before.first(), now));
        }
    }

    synchronized Duration failingFor() {
        failing.values().removeIf(this::isOver);
        return failing.values().stream()
                .map(each -> Duration.between(each.first(), each.last()))
                .filter(Duration::isPositive)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    private boolean isOver(Failing each) {
        return lastAnswer.isAfter(each.last())
                && !clock.instant().isBefore(each.last().plus(UNASKED));
    }
}
