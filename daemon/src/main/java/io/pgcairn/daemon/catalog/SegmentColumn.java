package io.pgcairn.daemon.catalog;

import java.util.Arrays;
import java.util.BitSet;

/**
 * The complete segments of one timeline, each with the digest of its content, by number: 17 bytes a segment, since a
 * daemon keeps years of them in mind. Segments come in order nearly always; one that does not moves those behind it.
 * Not safe for use by several threads.
 */
final class SegmentColumn {
    private static final int FIRST_ROOM = 16;

    private long[] numbers = new long[FIRST_ROOM];
    private long[] digests = new long[FIRST_ROOM];
    private final BitSet sealed = new BitSet();
    private int count;

    int size() {
        return count;
    }

    long number(int place) {
        return numbers[place];
    }

    long digest(int place) {
        return digests[place];
    }

    boolean isSealed(int place) {
        return sealed.get(place);
    }

    /** Where a segment is; negative if it is not there. */
    int find(long number) {
        if (count == 0 || number > numbers[count - 1]) {
            return -count - 1;
        }
        return Arrays.binarySearch(numbers, 0, count, number);
    }

    /** Adds a segment that is not there yet, at the place that {@link #find} gave for it. */
    void insert(int found, long number, long digest, boolean isSealed) {
        int place = -found - 1;
        if (count == numbers.length) {
            int room = count + (count >> 1);
            numbers = Arrays.copyOf(numbers, room);
            digests = Arrays.copyOf(digests, room);
        }
        if (place < count) {
            System.arraycopy(numbers, place, numbers, place + 1, count - place);
            System.arraycopy(digests, place, digests, place + 1, count - place);
            moveSeals(place);
        }
        numbers[place] = number;
        digests[place] = digest;
        sealed.set(place, isSealed);
        count++;
    }

    private void moveSeals(int place) {
        for (int i = count; i > place; i--) {
            sealed.set(i, sealed.get(i - 1));
        }
    }
}
