package io.pgcairn.storage.local;

import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * The smallest names of a directory, in order. A directory of a hundred thousand files is read for each page of them,
 * so no more names are kept than a page may take; what was left out is read when all before it has had its turn.
 */
final class SmallestNames {
    /** Names that are gone, or of directories, leave room on the page. */
    private static final int TO_SPARE = 16;

    private final int room;
    private final PriorityQueue<String> ahead = new PriorityQueue<>();
    private final PriorityQueue<String> reading = new PriorityQueue<>(Comparator.reverseOrder());

    /** Up to here all names have been read; empty before the first. */
    private String readUpTo = "";

    private boolean hasLeftOut;

    SmallestNames(int limit) {
        this.room = limit > Integer.MAX_VALUE - TO_SPARE ? limit : limit + TO_SPARE;
    }

    /** The directory is about to be read from its beginning. */
    void beginReading() {
        reading.clear();
        hasLeftOut = false;
    }

    /** Whether a name is of use: behind what was read before, and not too far. */
    boolean mayHold(String name) {
        if (name.compareTo(readUpTo) <= 0) {
            return false;
        }
        boolean isTooFar = reading.size() == room && name.compareTo(reading.element()) > 0;
        hasLeftOut |= isTooFar;
        return !isTooFar;
    }

    /** Adds a name that may be held. */
    void offer(String name) {
        reading.add(name);
        if (reading.size() > room) {
            reading.remove();
            hasLeftOut = true;
        }
    }

    /** Puts a directory back under its name with a slash, which sorts later. */
    void putBack(String name) {
        ahead.add(name);
    }

    boolean hasNext() {
        if (!reading.isEmpty()) {
            readUpTo = reading.element();
            ahead.addAll(reading);
            reading.clear();
        }
        // Between a name with its slash and the end of what was read there may be names that were left out.
        return !ahead.isEmpty() && !(hasLeftOut && ahead.element().compareTo(readUpTo) > 0);
    }

    String next() {
        return ahead.remove();
    }

    /** Whether the directory is to be read again. */
    boolean hasLeftOut() {
        return hasLeftOut;
    }
}
