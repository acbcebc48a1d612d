package io.pgcairn.crypto;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Random;

/** Keys and files that several tests need. */
final class Samples {
    static final PayloadCiphers CIPHERS = new PayloadCiphers();
    static final PayloadCipher CIPHER = CIPHERS.fastest();
    static final X25519Identity ALICE = X25519Identity.generate(new CountingRandom(0x40));
    static final X25519Identity BOB = X25519Identity.generate(new CountingRandom(0x80));
    static final int CHUNK = ChunkCipher.CHUNK;
    static final int SEALED_CHUNK = ChunkCipher.SEALED_CHUNK;

    private Samples() {}

    static byte[] plain(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    static byte[] seal(byte[] plain, Recipient... recipients) {
        return seal(plain, CIPHER, new SecureRandom(), recipients);
    }

    static byte[] seal(byte[] plain, PayloadCipher cipher, SecureRandom random, Recipient... recipients) {
        var sink = new ByteArrayOutputStream();
        try (SealingStream stream = new AgeSealer(List.of(recipients), cipher, random).seal(sink)) {
            stream.write(plain);
            stream.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sink.toByteArray();
    }

    static byte[] open(byte[] sealed, Identity... identities) throws IOException {
        try (var stream = new AgeOpener(List.of(identities), CIPHER).open(new ByteArrayInputStream(sealed))) {
            return stream.readAllBytes();
        }
    }

    /** Length of a binary file's header, the newline behind the MAC included. */
    static int headerLength(byte[] sealed) throws IOException {
        return new HeaderReader(new ByteArrayInputStream(sealed)).read().bytes().length;
    }

    static int payloadOffset(byte[] sealed) throws IOException {
        return headerLength(sealed) + Header.PAYLOAD_NONCE;
    }
}
