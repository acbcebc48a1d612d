package io.pgcairn.daemon.postgres;

/**
 * A timeline of a cluster: a new one starts at every promotion and at the end of every archive recovery.
 *
 * @param value from 1; PostgreSQL keeps it in 32 unsigned bits
 */
public record TimelineId(long value) implements Comparable<TimelineId> {
    /** The timeline that initdb starts. */
    public static final TimelineId FIRST = new TimelineId(1);

    private static final String HISTORY_SUFFIX = ".history";

    public TimelineId {
        if (value < 1 || value > 0xFFFF_FFFFL) {
            throw new IllegalArgumentException("a timeline is a number from 1 to 4294967295: " + value);
        }
    }

    /**
     * Reads the 8 hexadecimal digits that WAL file names start with.
     *
     * @throws IllegalArgumentException the text is something else
     */
    public static TimelineId parse(String text) {
        if (text.length() != 8) {
            throw new IllegalArgumentException("a timeline in a file name has 8 hexadecimal digits: " + text);
        }
        return new TimelineId(Hex.parse(text, 0, 8));
    }

    /** The 8 upper-case hexadecimal digits of WAL file names: {@code 00000001}. */
    public String hex() {
        return Hex.eight(value);
    }

    /** The name of the timeline's history file: {@code 00000002.history}. */
    public String historyFileName() {
        return hex() + HISTORY_SUFFIX;
    }

    @Override
    public int compareTo(TimelineId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
