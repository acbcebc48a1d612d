package io.pgcairn.daemon.postgres;

import java.nio.ByteBuffer;

/** Finds the main data of a record behind the headers of its blocks. */
final class WalRecordHeaders {
    private static final int DATA_SHORT = 255;
    private static final int DATA_LONG = 254;
    private static final int ORIGIN = 253;
    private static final int TOP_LEVEL_XID = 252;
    private static final int MAX_BLOCK = 32;

    private static final int HAS_IMAGE = 0x10;
    private static final int SAME_RELATION = 0x80;
    private static final int RELATION_BYTES = 12;
    private static final int BLOCK_NUMBER_BYTES = 4;

    private static final int IMAGE_HAS_HOLE = 0x01;
    /** Until PostgreSQL 14 one bit said that an image is compressed, since then one bit for each method. */
    private static final int IMAGE_IS_COMPRESSED_14 = 0x02;

    private static final int IMAGE_IS_COMPRESSED = 0x04 | 0x08 | 0x10;
    private static final int LAST_MAGIC_OF_14 = 0xD10D;

    private WalRecordHeaders() {}

    /**
     * The length of the main data, which a record ends with.
     *
     * @param body what follows the record's fixed header; read to the end of the block headers
     * @param length of the whole body
     * @param magic of the page the record starts on
     * @throws IllegalArgumentException the headers make no sense
     * @throws java.nio.BufferUnderflowException they do not fit
     */
    static long mainDataLength(ByteBuffer body, long length, int magic) {
        long dataOfBlocks = 0;
        while (length - body.position() > dataOfBlocks) {
            int id = Byte.toUnsignedInt(body.get());
            switch (id) {
                case DATA_SHORT -> {
                    return Byte.toUnsignedInt(body.get());
                }
                case DATA_LONG -> {
                    return Integer.toUnsignedLong(body.getInt());
                }
                case ORIGIN -> skip(body, Short.BYTES);
                case TOP_LEVEL_XID -> skip(body, Integer.BYTES);
                default -> dataOfBlocks += block(body, id, magic);
            }
        }
        return 0;
    }

    /** Reads a block's header; returns how many bytes of data and image follow all headers for it. */
    private static long block(ByteBuffer body, int id, int magic) {
        if (id > MAX_BLOCK) {
            throw new IllegalArgumentException("no WAL record has a block " + id);
        }
        int flags = Byte.toUnsignedInt(body.get());
        long bytes = Short.toUnsignedInt(body.getShort());
        if ((flags & HAS_IMAGE) != 0) {
            bytes += image(body, magic);
        }
        skip(body, (flags & SAME_RELATION) == 0 ? RELATION_BYTES + BLOCK_NUMBER_BYTES : BLOCK_NUMBER_BYTES);
        return bytes;
    }

    private static long image(ByteBuffer body, int magic) {
        int bytes = Short.toUnsignedInt(body.getShort());
        skip(body, Short.BYTES);
        int info = Byte.toUnsignedInt(body.get());
        int compressed = magic <= LAST_MAGIC_OF_14 ? IMAGE_IS_COMPRESSED_14 : IMAGE_IS_COMPRESSED;
        if ((info & IMAGE_HAS_HOLE) != 0 && (info & compressed) != 0) {
            skip(body, Short.BYTES);
        }
        return bytes;
    }

    private static void skip(ByteBuffer body, int bytes) {
        if (body.remaining() < bytes) {
            throw new IllegalArgumentException("a WAL record's headers do not fit");
        }
        body.position(body.position() + bytes);
    }
}
