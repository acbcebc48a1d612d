package io.pgcairn.daemon.postgres;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The size of a cluster's WAL segments, fixed by {@code initdb --wal-segsize}.
 *
 * @param bytes a power of two from 1 MiB to 1 GiB
 */
public record SegmentSize(int bytes) {
    /** What initdb takes by default: 16 MiB. */
    public static final SegmentSize DEFAULT = new SegmentSize(16 << 20);

    private static final int MIN = 1 << 20;
    private static final int MAX = 1 << 30;
    private static final Pattern SHOWN = Pattern.compile("([0-9]{1,7})(B|kB|MB|GB)");

    public SegmentSize {
        if (bytes < MIN || bytes > MAX || Integer.bitCount(bytes) != 1) {
            throw new IllegalArgumentException("a WAL segment has a power of two from 1 MiB to 1 GiB, not " + bytes);
        }
    }

    /**
     * Reads the size as SHOW wal_segment_size prints it: {@code 16MB}.
     *
     * @throws IllegalArgumentException the text is something else
     */
    public static SegmentSize parse(String text) {
        Matcher matcher = SHOWN.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a WAL segment size such as 16MB: " + text);
        }
        int unit = switch (matcher.group(2)) {
            case "kB" -> 10;
            case "MB" -> 20;
            case "GB" -> 30;
            default -> 0;
        };
        return new SegmentSize((int) Math.min(Long.parseLong(matcher.group(1)) << unit, Integer.MAX_VALUE));
    }

    /** How far into its segment a position lies. */
    public int offsetOf(Lsn lsn) {
        return (int) (lsn.value() & bytes - 1);
    }

    /** The number of the segment that holds a position, counted from the start of WAL. */
    public long numberOf(Lsn lsn) {
        return Long.divideUnsigned(lsn.value(), bytes);
    }

    /** The first position of the segment that holds {@code lsn}. */
    public Lsn startOf(Lsn lsn) {
        return new Lsn(lsn.value() & -(long) bytes);
    }

    /** How many segments share the middle part of their file name: 4 GiB divided by the size. */
    public long segmentsPerLogId() {
        return 0x1_0000_0000L / bytes;
    }
}
