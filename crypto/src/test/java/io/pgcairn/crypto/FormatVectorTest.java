package io.pgcairn.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The fixed vector of {@code docs/format.md}: the secret key is the bytes 40 to 5f, the file key 00 to 0f, the
 * ephemeral secret 10 to 2f, the payload's nonce 30 to 3f.
 */
class FormatVectorTest {
    private static final String SECRET = "AGE-SECRET-KEY-1GPQ5YS6YG4RYWJZFFF95CN2WFAG9Z5JN2324V46CT9D9KHZATE0S5FAZ64";
    private static final String PUBLIC = "age10xnrrmk7r0uunrcjqvkdatwsu7s8jwv0c7rt3rxggmkgntu955dq25yyzj";
    private static final String PLAIN = "a cairn marks the way\n";
    private static final String HEADER = "age-encryption.org/v1\n"
            + "-> X25519 2J47rXlDfb7Z+ENBgwT0YP8Fx/6B/kqVd6gEy5Nn/2Y\n"
            + "b7/isdXp5gydt30Zb8Q1+H07zWxRovOPoXaBoEbzvfk\n"
            + "--- Q4fLAD0MHTv8kE4vG9VDf7aq64DlJJGaYdgKF346v/I\n";
    private static final String PAYLOAD = "303132333435363738393a3b3c3d3e3f8cce9e9409e783245cd67c79adff"
            + "6ffc47e68b48df674c13801de9c8d73fcaa92dc2f3799c35";
    private static final String HEADER_DIGEST = "5dd6358316d3f49976a77ee1e6ae5f033af0a72a408d11b00434d8c7c4803d9d";

    @Test
    void the_keys_are_the_documented_ones() {
        assertEquals(SECRET, Samples.ALICE.secretText());
        assertEquals(PUBLIC, Samples.ALICE.recipient().toString());
    }

    @Test
    void seals_to_the_documented_bytes() throws IOException {
        var sink = new ByteArrayOutputStream();
        SealingStream stream =
                new AgeSealer(List.of(Recipient.parse(PUBLIC)), Samples.CIPHER, new CountingRandom(0)).seal(sink);
        stream.write(PLAIN.getBytes(StandardCharsets.US_ASCII));
        stream.finish();
        assertEquals(HEADER + "|" + PAYLOAD, split(sink.toByteArray()));
        assertEquals(HEADER_DIGEST, HexFormat.of().formatHex(stream.headerDigest()));
    }

    @Test
    void opens_the_documented_bytes() throws IOException {
        var sealed = new ByteArrayOutputStream();
        sealed.writeBytes(HEADER.getBytes(StandardCharsets.US_ASCII));
        sealed.writeBytes(HexFormat.of().parseHex(PAYLOAD));
        X25519Identity identity = X25519Identity.parse(SECRET).orElseThrow();
        byte[] plain = Samples.open(sealed.toByteArray(), identity);
        assertArrayEquals(PLAIN.getBytes(StandardCharsets.US_ASCII), plain);
    }

    private static String split(byte[] sealed) throws IOException {
        int end = Samples.headerLength(sealed);
        return new String(sealed, 0, end, StandardCharsets.US_ASCII) + "|"
                + HexFormat.of().formatHex(sealed, end, sealed.length);
    }
}
