package io.pgcairn.storage.azure;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;

/**
 * The CRC-64 that Azure compares (CRC-64/NVME: bits reflected, all ones before and after), sixteen bytes a step. Takes
 * well under half of the time of an MD5. Used by one thread at a time.
 */
final class Crc64 {
    private static final long POLYNOMIAL = 0x9A6C_9329_AC4B_C9B5L;
    private static final int STEP = 16;
    private static final int ENTRIES = 256;

    /** Entry n of row k: what the byte n adds to the checksum with k bytes behind it. */
    private static final long[] TABLE = table();

    private long crc = -1;

    private static long[] table() {
        long[] table = new long[STEP * ENTRIES];
        for (int n = 0; n < ENTRIES; n++) {
            long value = n;
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                value = (value & 1) == 0 ? value >>> 1 : value >>> 1 ^ POLYNOMIAL;
            }
            table[n] = value;
        }
        for (int n = ENTRIES; n < table.length; n++) {
            long before = table[n - ENTRIES];
            table[n] = before >>> Byte.SIZE ^ table[(int) (before & 0xff)];
        }
        return table;
    }

    /** Adds the bytes that remain in the buffer, whose position stays where it is. */
    void update(ByteBuffer bytes) {
        ByteBuffer source = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        int at = source.position();
        int end = source.limit();
        long value = crc;
        for (; end - at >= STEP; at += STEP) {
            value = row(8, value ^ source.getLong(at)) ^ row(0, source.getLong(at + Long.BYTES));
        }
        for (; at < end; at++) {
            value = value >>> Byte.SIZE ^ TABLE[(int) ((value ^ source.get(at)) & 0xff)];
        }
        crc = value;
    }

    /** What eight bytes add, the lowest first, with {@code behind} bytes behind them. */
    private static long row(int behind, long eight) {
        int last = behind * ENTRIES;
        return TABLE[last + 7 * ENTRIES + (int) (eight & 0xff)]
                ^ TABLE[last + 6 * ENTRIES + (int) (eight >>> 8 & 0xff)]
                ^ TABLE[last + 5 * ENTRIES + (int) (eight >>> 16 & 0xff)]
                ^ TABLE[last + 4 * ENTRIES + (int) (eight >>> 24 & 0xff)]
                ^ TABLE[last + 3 * ENTRIES + (int) (eight >>> 32 & 0xff)]
                ^ TABLE[last + 2 * ENTRIES + (int) (eight >>> 40 & 0xff)]
                ^ TABLE[last + ENTRIES + (int) (eight >>> 48 & 0xff)]
                ^ TABLE[last + (int) (eight >>> 56)];
    }

    long value() {
        return ~crc;
    }

    /** As Azure writes it: base64 of eight bytes, the lowest first. */
    String base64() {
        ByteBuffer eight = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        return Base64.getEncoder().encodeToString(eight.putLong(value()).array());
    }
}
