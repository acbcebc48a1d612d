package io.pgcairn.daemon.demo;

import java.util.BitSet;
import java.util.List;

/**
 * What a restored database holds.
 *
 * @param numbers of the rows that are there
 * @param damaged numbers of those whose contents are not what was written
 */
record RestoredRows(BitSet numbers, List<Long> damaged) {
    RestoredRows {
        numbers = (BitSet) numbers.clone();
        damaged = List.copyOf(damaged);
    }

    boolean has(long number) {
        return numbers.get(Math.toIntExact(number));
    }

    long count() {
        return numbers.cardinality();
    }
}
