package io.pgcairn.crypto;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * A Bech32 string of BIP 173, without its limit of length.
 *
 * @param prefix what stands before the last {@code 1}, in lower case
 * @param data the bytes behind it
 */
record Bech32(String prefix, byte[] data) {
    private static final String CHARSET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private static final int[] GENERATOR = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};
    private static final int CHECKSUM_LENGTH = 6;
    /** Longer than any key of age, so that nobody makes us chew on a file that is none. */
    private static final int MAX_LENGTH = 4096;

    static String encode(String prefix, byte[] data) {
        byte[] groups = regroup(data, 8, 5).orElseThrow();
        var text = new StringBuilder(prefix).append('1');
        for (byte group : groups) {
            text.append(CHARSET.charAt(group));
        }
        int rest = groups.length;
        int sum = checksum(prefix, groups, rest, true) ^ 1;
        for (int i = 0; i < CHECKSUM_LENGTH; i++) {
            text.append(CHARSET.charAt((sum >>> (5 * (CHECKSUM_LENGTH - 1 - i))) & 31));
        }
        return text.toString();
    }

    /** What the text holds, or empty if it is not wholly in one case, mistyped, or otherwise not Bech32. */
    static Optional<Bech32> decode(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        boolean oneCase = text.equals(lower) || text.equals(text.toUpperCase(Locale.ROOT));
        int separator = lower.lastIndexOf('1');
        if (!oneCase
                || text.length() > MAX_LENGTH
                || separator < 1
                || separator + 1 + CHECKSUM_LENGTH > lower.length()
                || !lower.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            return Optional.empty();
        }
        String prefix = lower.substring(0, separator);
        var groups = new byte[lower.length() - separator - 1];
        for (int i = 0; i < groups.length; i++) {
            int value = CHARSET.indexOf(lower.charAt(separator + 1 + i));
            if (value < 0) {
                return Optional.empty();
            }
            groups[i] = (byte) value;
        }
        if (checksum(prefix, groups, groups.length, false) != 1) {
            return Optional.empty();
        }
        return regroup(Arrays.copyOf(groups, groups.length - CHECKSUM_LENGTH), 5, 8)
                .map(bytes -> new Bech32(prefix, bytes));
    }

    private static int checksum(String prefix, byte[] groups, int length, boolean withZeroes) {
        int sum = 1;
        for (int i = 0; i < prefix.length(); i++) {
            sum = step(sum, prefix.charAt(i) >>> 5);
        }
        sum = step(sum, 0);
        for (int i = 0; i < prefix.length(); i++) {
            sum = step(sum, prefix.charAt(i) & 31);
        }
        for (int i = 0; i < length; i++) {
            sum = step(sum, groups[i]);
        }
        for (int i = 0; withZeroes && i < CHECKSUM_LENGTH; i++) {
            sum = step(sum, 0);
        }
        return sum;
    }

    private static int step(int sum, int value) {
        int top = sum >>> 25;
        int next = ((sum & 0x1ffffff) << 5) ^ value;
        for (int i = 0; i < GENERATOR.length; i++) {
            next ^= ((top >>> i) & 1) == 1 ? GENERATOR[i] : 0;
        }
        return next;
    }

    /** The bits in groups of another size; empty if bits are left over that are not a zero padding. */
    private static Optional<byte[]> regroup(byte[] input, int from, int to) {
        var output = new ByteArrayOutputStream(input.length * from / to + 1);
        int held = 0;
        int bits = 0;
        for (byte value : input) {
            held = ((held << from) | (value & ((1 << from) - 1))) & 0xfff;
            bits += from;
            while (bits >= to) {
                bits -= to;
                output.write((held >>> bits) & ((1 << to) - 1));
            }
        }
        int leftOver = held & ((1 << bits) - 1);
        if (to < from && bits > 0) {
            output.write(leftOver << (to - bits));
        } else if (bits >= from || leftOver != 0) {
            return Optional.empty();
        }
        return Optional.of(output.toByteArray());
    }
}
