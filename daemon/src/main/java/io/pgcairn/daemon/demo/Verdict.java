package io.pgcairn.daemon.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How a restored database compares with the ledger.
 *
 * @param rows that are there
 * @param lost acknowledged commits that did not come back, allowed or not
 * @param window how long before the kill the oldest of them was acknowledged
 * @param flaws numbers of rows by what is wrong with them; empty if the database is what it must be
 */
record Verdict(long rows, int lost, Duration window, Map<Flaw, List<Long>> flaws) {
    private static final int NAMED = 5;

    Verdict {
        Map<Flaw, List<Long>> copied = new EnumMap<>(Flaw.class);
        flaws.forEach((flaw, numbers) -> copied.put(flaw, List.copyOf(numbers)));
        flaws = Map.copyOf(copied);
    }

    boolean isGood() {
        return flaws.isEmpty();
    }

    /** A sentence for each kind of flaw, with the first rows that have it. */
    List<String> complaints() {
        List<String> complaints = new ArrayList<>();
        for (Flaw flaw : Flaw.values()) {
            List<Long> numbers = flaws.getOrDefault(flaw, List.of());
            if (!numbers.isEmpty()) {
                complaints.add(numbers.size() + " rows are " + flaw.text() + ", such as "
                        + numbers.subList(0, Math.min(NAMED, numbers.size())));
            }
        }
        return complaints;
    }
}
