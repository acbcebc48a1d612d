package io.pgcairn.daemon.postgres;

/**
 * The name of one WAL segment: timeline and number. The file name's middle and last 8 digits depend on the segment
 * size, so a name is read and written with one.
 *
 * @param timeline the timeline the segment was written on
 * @param number counted from the start of WAL, from 0
 */
public record SegmentName(TimelineId timeline, long number) implements Comparable<SegmentName> {
    /** Digits in a segment's file name. */
    public static final int LENGTH = 24;

    public SegmentName {
        if (number < 0) {
            throw new IllegalArgumentException("a segment number is not negative: " + number);
        }
    }

    /** The segment of {@code timeline} that holds {@code lsn}. */
    public static SegmentName containing(TimelineId timeline, Lsn lsn, SegmentSize size) {
        return new SegmentName(timeline, size.numberOf(lsn));
    }

    /**
     * Reads a segment's file name, exactly 24 hexadecimal digits.
     *
     * @throws IllegalArgumentException the text is something else, or impossible with this segment size
     */
    public static SegmentName parse(String text, SegmentSize size) {
        if (text.length() != LENGTH) {
            throw new IllegalArgumentException("a WAL segment's name has 24 hexadecimal digits: " + text);
        }
        long low = Hex.parse(text, 16, 24);
        if (low >= size.segmentsPerLogId()) {
            throw new IllegalArgumentException("no WAL segment of " + size.bytes() + " bytes has this name: " + text);
        }
        return new SegmentName(
                TimelineId.parse(text.substring(0, 8)), Hex.parse(text, 8, 16) * size.segmentsPerLogId() + low);
    }

    /** The file name: 24 upper-case hexadecimal digits. */
    public String fileName(SegmentSize size) {
        return timeline.hex()
                + Hex.eight(number / size.segmentsPerLogId())
                + Hex.eight(number % size.segmentsPerLogId());
    }

    /** The segment's first position. */
    public Lsn start(SegmentSize size) {
        return new Lsn(number * size.bytes());
    }

    /** The position after the segment's last byte. */
    public Lsn end(SegmentSize size) {
        return new Lsn((number + 1) * size.bytes());
    }

    /** The following segment on the same timeline. */
    public SegmentName next() {
        return new SegmentName(timeline, number + 1);
    }

    @Override
    public int compareTo(SegmentName other) {
        int byTimeline = timeline.compareTo(other.timeline);
        return byTimeline != 0 ? byTimeline : Long.compare(number, other.number);
    }
}
