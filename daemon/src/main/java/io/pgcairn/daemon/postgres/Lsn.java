package io.pgcairn.daemon.postgres;

/**
 * A log sequence number: a byte position in a cluster's WAL, written as {@code 16/B374D848}.
 *
 * @param value the position in bytes, an unsigned 64-bit number
 */
public record Lsn(long value) implements Comparable<Lsn> {
    /** PostgreSQL's InvalidXLogRecPtr, {@code 0/0}: no position. */
    public static final Lsn ZERO = new Lsn(0);

    /**
     * Reads PostgreSQL's text form.
     *
     * @throws IllegalArgumentException the text is not two hexadecimal numbers of at most 8 digits around a slash
     */
    public static Lsn parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 1 || slash > 8 || text.length() - slash < 2 || text.length() - slash > 9) {
            throw new IllegalArgumentException("not an LSN such as 16/B374D848: " + text);
        }
        return new Lsn(Hex.parse(text, 0, slash) << 32 | Hex.parse(text, slash + 1, text.length()));
    }

    public Lsn plus(long bytes) {
        return new Lsn(value + bytes);
    }

    /** Bytes from {@code other} to here; negative if this is the earlier one. */
    public long minus(Lsn other) {
        return value - other.value;
    }

    public boolean isBefore(Lsn other) {
        return compareTo(other) < 0;
    }

    public boolean isAfter(Lsn other) {
        return compareTo(other) > 0;
    }

    /** The later of the two. */
    public Lsn max(Lsn other) {
        return isBefore(other) ? other : this;
    }

    @Override
    public int compareTo(Lsn other) {
        return Long.compareUnsigned(value, other.value);
    }

    @Override
    public String toString() {
        return format(value);
    }

    /** PostgreSQL's text form of a position that is kept as a number on a hot path. */
    public static String format(long value) {
        return Long.toHexString(value >>> 32).toUpperCase(java.util.Locale.ROOT)
                + "/"
                + Long.toHexString(value & 0xFFFF_FFFFL).toUpperCase(java.util.Locale.ROOT);
    }
}
