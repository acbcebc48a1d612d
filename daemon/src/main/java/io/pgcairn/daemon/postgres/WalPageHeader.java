package io.pgcairn.daemon.postgres;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The long header that the first page of every WAL segment starts with. Its magic number, which every major changes, is
 * told and not judged: the next PostgreSQL's WAL is as good.
 *
 * @param pageAddress the segment's first position
 * @param blockBytes the size of a WAL page
 */
public record WalPageHeader(
        int magic,
        int info,
        TimelineId timeline,
        Lsn pageAddress,
        SystemId systemId,
        SegmentSize segmentSize,
        int blockBytes) {
    /** Bytes that {@link #parse} needs. */
    public static final int BYTES = 40;

    private static final int LONG_HEADER = 0x0002;

    /**
     * Reads a segment's first bytes.
     *
     * @throws IllegalArgumentException they are no long page header
     */
    public static WalPageHeader parse(byte[] buffer, int offset) {
        if (offset < 0 || buffer.length - offset < BYTES) {
            throw new IllegalArgumentException("a WAL segment's header has " + BYTES + " bytes");
        }
        ByteBuffer header = ByteBuffer.wrap(buffer, offset, BYTES).slice().order(ByteOrder.LITTLE_ENDIAN);
        int info = Short.toUnsignedInt(header.getShort(2));
        if ((info & LONG_HEADER) == 0) {
            throw new IllegalArgumentException("this is not the first page of a WAL segment");
        }
        return new WalPageHeader(
                Short.toUnsignedInt(header.getShort(0)),
                info,
                new TimelineId(Integer.toUnsignedLong(header.getInt(4))),
                new Lsn(header.getLong(8)),
                new SystemId(header.getLong(24)),
                new SegmentSize(header.getInt(32)),
                header.getInt(36));
    }
}
