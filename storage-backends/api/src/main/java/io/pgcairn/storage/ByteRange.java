package io.pgcairn.storage;

/**
 * The bytes {@code [offset, offset + length)} of an object.
 *
 * @param offset first byte, from 0
 * @param length number of bytes, from 1; {@link Long#MAX_VALUE} reads to the object's end
 */
public record ByteRange(long offset, long length) {
    /** The whole object. */
    public static final ByteRange ALL = new ByteRange(0, Long.MAX_VALUE);

    public ByteRange {
        if (offset < 0 || length < 1) {
            throw new IllegalArgumentException(
                    "a byte range starts at 0 or later and has a byte: " + offset + "+" + length);
        }
    }

    /** Everything from {@code offset} to the object's end. */
    public static ByteRange from(long offset) {
        return new ByteRange(offset, Long.MAX_VALUE);
    }

    /** Whether the range reaches to the object's end, wherever that is. */
    public boolean isOpenEnded() {
        return length == Long.MAX_VALUE;
    }
}
