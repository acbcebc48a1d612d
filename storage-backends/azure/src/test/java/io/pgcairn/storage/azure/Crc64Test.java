package io.pgcairn.storage.azure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.azure.storage.common.implementation.contentvalidation.StorageCrc64Calculator;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Azure refuses every upload whose checksum it computes otherwise. */
class Crc64Test {
    private static Crc64 of(byte[] bytes) {
        Crc64 crc = new Crc64();
        crc.update(ByteBuffer.wrap(bytes));
        return crc;
    }

    /** The first is the check value in the catalogue of CRCs; the others are of the NVM Express specification. */
    @ParameterizedTest
    @CsvSource({
        "123456789 repeated, ae8b14860a799888",
        "4096 zeros, 6482d367eb22b64e",
        "4096 ones, c0ddba7302eca3ac",
        "4096 counted up, 3e729f5f6750449c",
        "4096 counted down, 9a2df64b8e9e517e",
        "nothing, 0",
    })
    void agrees_with_the_published_vectors(String what, String expected) {
        byte[] bytes = switch (what) {
            case "123456789 repeated" -> "123456789".getBytes(StandardCharsets.US_ASCII);
            case "nothing" -> new byte[0];
            default -> new byte[4096];
        };
        for (int i = 0; i < bytes.length && bytes.length == 4096; i++) {
            bytes[i] = (byte)
                    switch (what) {
                        case "4096 ones" -> 0xff;
                        case "4096 counted up" -> i;
                        case "4096 counted down" -> 255 - i;
                        default -> 0;
                    };
        }
        assertEquals(expected, Long.toHexString(of(bytes).value()));
    }

    @Test
    void agrees_with_azure_s_client_however_the_bytes_lie() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            byte[] bytes = new byte[random.nextInt(3000)];
            random.nextBytes(bytes);
            Crc64 crc = new Crc64();
            for (int at = 0; at < bytes.length; ) {
                int count = Math.min(bytes.length - at, 1 + random.nextInt(200));
                ByteBuffer piece = ByteBuffer.allocateDirect(count + 3).position(3);
                crc.update(piece.put(bytes, at, count).flip().position(3).asReadOnlyBuffer());
                at += count;
            }
            assertEquals(StorageCrc64Calculator.compute(bytes, 0), crc.value(), "seed " + seed);
        }
    }

    /** What Azure's documents show as a header: eight bytes, the lowest first. */
    @Test
    void writes_the_lowest_byte_first() {
        assertEquals(
                "iJh5CoYUi64=",
                of("123456789".getBytes(StandardCharsets.US_ASCII)).base64());
    }
}
