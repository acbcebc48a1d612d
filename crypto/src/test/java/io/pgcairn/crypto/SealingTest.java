package io.pgcairn.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealingTest {
    private static final SecureRandom RANDOM = new SecureRandom();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65535, 65536, 65537, 131072, (2 << 20) + 7})
    void opens_what_it_sealed_with_every_provider(int length) throws IOException {
        byte[] plain = Samples.plain(length);
        for (String name : Samples.CIPHERS.names()) {
            byte[] sealed = Samples.seal(plain, Samples.CIPHERS.named(name), RANDOM, Samples.ALICE.recipient());
            assertArrayEquals(plain, Samples.open(sealed, Samples.ALICE), name);
            long chunks = Math.max(1, (length + Samples.CHUNK - 1) / Samples.CHUNK);
            assertEquals(Samples.payloadOffset(sealed) + length + chunks * ChunkCipher.TAG, sealed.length);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65536, 200_000})
    void every_provider_gives_identical_bytes_for_identical_inputs(int length) throws IOException {
        byte[] plain = Samples.plain(length);
        var recipient = Samples.ALICE.recipient();
        byte[] expected = Samples.seal(plain, Samples.CIPHERS.named("bouncycastle"), new CountingRandom(1), recipient);
        for (String name : Samples.CIPHERS.names()) {
            PayloadCipher cipher = Samples.CIPHERS.named(name);
            assertArrayEquals(expected, Samples.seal(plain, cipher, new CountingRandom(1), recipient), name);
        }
    }

    @RepeatedTest(20)
    void how_the_writes_are_split_changes_nothing() throws IOException {
        long seed = RANDOM.nextLong();
        System.out.println("seed " + seed);
        var random = new Random(seed);
        byte[] plain = Samples.plain(random.nextInt(400_000));
        byte[] whole = Samples.seal(plain, Samples.CIPHER, new CountingRandom(5), Samples.ALICE.recipient());
        var sink = new ByteArrayOutputStream();
        SealingStream stream = sealer(new CountingRandom(5)).seal(sink);
        int position = 0;
        while (position < plain.length) {
            int length = Math.min(plain.length - position, 1 + random.nextInt(random.nextBoolean() ? 10 : 150_000));
            writeSomehow(stream, plain, position, length, random.nextInt(4));
            position += length;
        }
        stream.finish();
        assertArrayEquals(whole, sink.toByteArray(), "seed " + seed);
    }

    private static void writeSomehow(SealingStream stream, byte[] plain, int position, int length, int way)
            throws IOException {
        ByteBuffer part = ByteBuffer.wrap(plain, position, length);
        switch (way) {
            case 0 -> stream.write(plain, position, length);
            case 1 -> stream.write(part);
            case 2 -> {
                ByteBuffer direct = ByteBuffer.allocateDirect(length).put(part).flip();
                stream.write(direct);
                assertFalse(direct.hasRemaining());
            }
            default -> {
                for (int i = 0; i < length; i++) {
                    stream.write(plain[position + i]);
                }
                stream.flush();
            }
        }
    }

    @Test
    void writes_the_start_and_then_each_chunk_with_one_write() throws IOException {
        var sizes = new ArrayList<Integer>();
        var sink = new OutputStream() {
            @Override
            public void write(int value) {
                throw new AssertionError("single bytes are not written");
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                sizes.add(length);
            }
        };
        SealingStream stream = sealer(RANDOM).seal(sink);
        assertEquals(1, sizes.size(), "the header is written at once");
        stream.write(new byte[2 * Samples.CHUNK]);
        stream.finish();
        assertEquals(List.of(Samples.SEALED_CHUNK, Samples.SEALED_CHUNK), sizes.subList(1, sizes.size()));
    }

    @Test
    void the_header_digest_covers_the_header_and_nothing_else() throws Exception {
        var sink = new ByteArrayOutputStream();
        SealingStream stream = sealer(RANDOM).seal(sink);
        stream.finish();
        byte[] sealed = sink.toByteArray();
        int end = Samples.headerLength(sealed);
        assertEquals('\n', sealed[end - 1]);
        byte[] expected = MessageDigest.getInstance("SHA-256").digest(Arrays.copyOf(sealed, end));
        assertArrayEquals(expected, stream.headerDigest());
    }

    @Test
    void two_seals_of_the_same_bytes_share_nothing_but_the_version_line() throws IOException {
        byte[] one = Samples.seal(new byte[10], Samples.ALICE.recipient());
        byte[] two = Samples.seal(new byte[10], Samples.ALICE.recipient());
        int start = "age-encryption.org/v1\n-> X25519 ".length();
        assertTrue(Arrays.mismatch(one, two) < start + 5);
    }

    @Test
    void an_abandoned_file_writes_nothing_more_and_leaves_the_sink_open() throws IOException {
        var sink = new ClosingSink();
        SealingStream stream = sealer(RANDOM).seal(sink);
        stream.write(new byte[Samples.CHUNK + 1]);
        int before = sink.size();
        stream.close();
        stream.close();
        stream.flush();
        assertEquals(before, sink.size());
        assertFalse(sink.isClosed);
        assertThrows(IOException.class, () -> stream.write(1));
        assertThrows(IOException.class, () -> stream.write(new byte[1]));
        assertThrows(IOException.class, stream::finish);
        assertThrows(TruncatedSealException.class, () -> Samples.open(sink.toByteArray(), Samples.ALICE));
    }

    @Test
    void nothing_can_be_written_behind_the_final_chunk() throws IOException {
        var sink = new ClosingSink();
        SealingStream stream = sealer(RANDOM).seal(sink);
        stream.write(7);
        stream.finish();
        int whole = sink.size();
        assertThrows(IOException.class, () -> stream.write(ByteBuffer.allocate(1)));
        assertThrows(IOException.class, stream::finish);
        stream.close();
        assertEquals(whole, sink.size());
        assertFalse(sink.isClosed);
        assertArrayEquals(new byte[] {7}, Samples.open(sink.toByteArray(), Samples.ALICE));
    }

    @Test
    void an_error_of_the_sink_comes_out_unchanged() throws IOException {
        var failure = new IOException("no space left on device");
        var sink = new OutputStream() {
            private int writes;

            @Override
            public void write(int value) throws IOException {
                throw failure;
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                if (writes++ > 0) {
                    throw failure;
                }
            }
        };
        SealingStream stream = sealer(RANDOM).seal(sink);
        stream.write(1);
        assertSame(failure, assertThrows(IOException.class, stream::finish));
    }

    @Test
    void refuses_to_seal_for_nobody() {
        var refused = assertThrows(KeyUnusableException.class, () -> new AgeSealer(List.of(), Samples.CIPHER, RANDOM));
        assertTrue(refused.hint().contains("age1"));
    }

    @Test
    void refuses_a_passphrase_beside_another_recipient() throws IOException {
        var passphrase = new ScryptRecipient("secret".toCharArray(), 10);
        for (Recipient other : List.of(Samples.ALICE.recipient(), passphrase)) {
            assertThrows(
                    KeyUnusableException.class,
                    () -> new AgeSealer(List.of(passphrase, other), Samples.CIPHER, RANDOM));
        }
    }

    private static AgeSealer sealer(SecureRandom random) throws IOException {
        return new AgeSealer(List.of(Samples.ALICE.recipient()), Samples.CIPHER, random);
    }

    private static final class ClosingSink extends ByteArrayOutputStream {
        private boolean isClosed;

        @Override
        public void close() {
            isClosed = true;
        }
    }
}
