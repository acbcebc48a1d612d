package io.pgcairn.crypto;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Function;

/** Proves an implementation of the payload cipher on fixed vectors, made by another library, before it is trusted. */
final class CipherSelfTest {
    private static final byte[] KEY =
            HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
    private static final byte[] NONCE = HexFormat.of().parseHex("000000000000000000000701");
    private static final byte[] SHORT_PLAIN = "pgcairn".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SHORT_SEALED =
            HexFormat.of().parseHex("20d7957430e0eb5d24bf9ba8f85d9385b154217c9265fe");
    private static final byte[] LONG_TAG = HexFormat.of().parseHex("ee459f309d4d97374f6cc9f21008a139");

    private CipherSelfTest() {}

    /** Takes what makes a cipher from a key. */
    static boolean passes(Function<byte[], ChunkCipher> candidate) {
        return sealsTheShortVector(candidate.apply(KEY))
                && sealsAndOpensAFullChunk(candidate.apply(KEY), candidate.apply(KEY))
                && refusesAFlippedBit(candidate.apply(KEY));
    }

    private static boolean sealsTheShortVector(ChunkCipher cipher) {
        var sealed = new byte[SHORT_SEALED.length];
        cipher.seal(NONCE, SHORT_PLAIN, SHORT_PLAIN.length, sealed);
        return Arrays.equals(sealed, SHORT_SEALED);
    }

    private static boolean sealsAndOpensAFullChunk(ChunkCipher sealer, ChunkCipher opener) {
        var plain = new byte[ChunkCipher.CHUNK];
        for (int i = 0; i < plain.length; i++) {
            plain[i] = (byte) (i * 31);
        }
        var sealed = new byte[ChunkCipher.SEALED_CHUNK];
        sealer.seal(NONCE, plain, plain.length, sealed);
        var opened = new byte[ChunkCipher.CHUNK];
        return Arrays.equals(sealed, ChunkCipher.CHUNK, sealed.length, LONG_TAG, 0, LONG_TAG.length)
                && opener.open(NONCE, sealed, sealed.length, opened)
                && Arrays.equals(plain, opened);
    }

    private static boolean refusesAFlippedBit(ChunkCipher cipher) {
        byte[] sealed = SHORT_SEALED.clone();
        sealed[0] ^= 1;
        return !cipher.open(NONCE, sealed, sealed.length, new byte[SHORT_PLAIN.length]);
    }
}
