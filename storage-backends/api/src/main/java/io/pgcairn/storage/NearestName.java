package io.pgcairn.storage;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the option that a mistyped one was probably meant to be. */
final class NearestName {
    private NearestName() {}

    /** The candidate with the fewest edits to {@code typed}, if it takes no more than a third of its letters. */
    static Optional<String> of(String typed, Collection<String> candidates) {
        return candidates.stream()
                .min(Comparator.comparingInt(candidate -> edits(typed, candidate)))
                .filter(candidate -> edits(typed, candidate) <= Math.max(1, candidate.length() / 3));
    }

    /** Insertions, deletions and replacements that turn one into the other. */
    private static int edits(String from, String to) {
        int[] above = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] row = new int[to.length() + 1];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = above[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
            }
            above = row;
        }
        return above[to.length()];
    }
}
