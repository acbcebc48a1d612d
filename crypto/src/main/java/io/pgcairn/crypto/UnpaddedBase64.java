package io.pgcairn.crypto;

import java.util.Base64;
import java.util.Optional;

/** Base64 of RFC 4648 section 4 without padding, canonical both ways. */
final class UnpaddedBase64 {
    private static final Base64.Encoder ENCODER = Base64.getEncoder().withoutPadding();
    private static final Base64.Decoder DECODER = Base64.getDecoder();

    private UnpaddedBase64() {}

    static String encode(byte[] bytes) {
        return ENCODER.encodeToString(bytes);
    }

    /** The bytes, or empty if the text is not exactly what {@link #encode} would have written for them. */
    static Optional<byte[]> decode(String text) {
        try {
            byte[] bytes = DECODER.decode(text);
            return encode(bytes).equals(text) ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The bytes if they are as many as wanted, or empty. */
    static Optional<byte[]> decode(String text, int length) {
        return decode(text).filter(bytes -> bytes.length == length);
    }
}
