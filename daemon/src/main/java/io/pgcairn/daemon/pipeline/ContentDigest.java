package io.pgcairn.daemon.pipeline;

import com.dynatrace.hash4j.hashing.ByteAccess;
import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;

/**
 * The 64-bit XXH3 of an object's plain bytes, the part of its name that tells contents apart. It is no seal: whoever
 * may write to the store can make two contents with one digest; that nothing was changed is what age proves.
 *
 * @param value the digest
 */
public record ContentDigest(long value) {
    private static final Hasher64 XXH3 = Hashing.xxh3_64();
    private static final ByteAccess<ByteBuffer> LITTLE_ENDIAN = ByteAccess.forByteBuffer(ByteOrder.LITTLE_ENDIAN);
    private static final int HEX_DIGITS = 16;

    /** The digest of the buffer's remaining bytes, which stay unread. */
    public static ContentDigest of(ByteBuffer bytes) {
        ByteBuffer view = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
        return new ContentDigest(XXH3.hashBytesToLong(view, 0, view.remaining(), LITTLE_ENDIAN));
    }

    /**
     * Reads the 16 hexadecimal digits of an object's name.
     *
     * @throws IllegalArgumentException the text is something else
     */
    public static ContentDigest parse(String hex) {
        if (hex.length() != HEX_DIGITS || !hex.chars().allMatch(c -> c < 128 && Character.digit(c, 16) >= 0)) {
            throw new IllegalArgumentException("a content digest has 16 hexadecimal digits: " + hex);
        }
        return new ContentDigest(Long.parseUnsignedLong(hex, 16));
    }

    /** 16 lower-case hexadecimal digits. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%016x", value);
    }
}
