package io.pgcairn.storage.remote;

/**
 * What a store demands of uploads in parts.
 *
 * @param partBytes how long a part usually is; an object up to this length is put with one request
 * @param maxParts the most parts of one object; later parts grow so that this suffices for {@code maxObjectBytes}
 * @param maxPartBytes the longest part
 * @param maxObjectBytes the longest object
 * @param multipleBytes what the length of every part but the last is a multiple of; 1 if of anything
 * @param parallel how many parts of one object may be put at once; 1 if in order
 */
public record PartRules(
        int partBytes, int maxParts, long maxPartBytes, long maxObjectBytes, int multipleBytes, int parallel) {
    /** One complete segment of 16 MiB, sealed, fits into one request. */
    public static final int DEFAULT_PART_BYTES = 17 << 20;

    public PartRules {
        if (partBytes < 1 || maxParts < 1 || maxPartBytes < partBytes || multipleBytes < 1 || parallel < 1) {
            throw new IllegalArgumentException("part rules that no upload can follow");
        }
        if (partBytes % multipleBytes != 0) {
            throw new IllegalArgumentException(partBytes + " bytes are no multiple of " + multipleBytes);
        }
    }
}
