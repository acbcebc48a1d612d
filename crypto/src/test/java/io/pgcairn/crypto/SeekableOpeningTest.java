package io.pgcairn.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeekableOpeningTest {
    private static final int TO_THE_END = -1;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65535, 65536, 65537, 131072, 400_000})
    void random_ranges_equal_the_same_ranges_of_the_whole(int length) throws IOException {
        long seed = new SecureRandom().nextLong();
        System.out.println("seed " + seed);
        var random = new Random(seed);
        byte[] plain = Samples.plain(length);
        SeekableOpening opening = opening(new BytesSource(Samples.seal(plain, Samples.ALICE.recipient())));
        for (int i = 0; i < 100; i++) {
            int from = random.nextInt(length + 1);
            int wanted = random.nextInt(length + 10);
            byte[] expected = Arrays.copyOfRange(plain, from, Math.min(length, from + wanted));
            assertArrayEquals(expected, read(opening, from, wanted), "seed " + seed + ": " + from + " + " + wanted);
        }
        assertArrayEquals(plain, opening.read(0, Long.MAX_VALUE).readAllBytes());
    }

    @Test
    void fetches_only_the_chunks_it_needs_with_one_request() throws IOException {
        byte[] sealed = Samples.seal(Samples.plain(400_000), Samples.ALICE.recipient());
        var source = new BytesSource(sealed);
        SeekableOpening opening = opening(source);
        assertEquals(1, source.requests.size(), "the header is read once");
        read(opening, 70_000, 10);
        read(opening, 131_071, 2);
        int start = Samples.payloadOffset(sealed);
        assertEquals(
                List.of(
                        new Request(start + Samples.SEALED_CHUNK, Samples.SEALED_CHUNK + 1),
                        new Request(start + Samples.SEALED_CHUNK, 2 * Samples.SEALED_CHUNK + 1)),
                source.requests.subList(1, source.requests.size()));
    }

    @Test
    void an_empty_range_asks_for_nothing() throws IOException {
        var source = new BytesSource(Samples.seal(Samples.plain(10), Samples.ALICE.recipient()));
        SeekableOpening opening = opening(source);
        assertEquals(0, read(opening, 5, 0).length);
        assertEquals(1, source.requests.size());
    }

    @Test
    void reads_a_header_longer_than_the_usual_request() throws IOException {
        var recipients = Collections.nCopies(200, Samples.BOB.recipient()).toArray(new Recipient[201]);
        recipients[200] = Samples.ALICE.recipient();
        byte[] plain = Samples.plain(100);
        SeekableOpening opening = opening(new BytesSource(Samples.seal(plain, recipients)));
        assertArrayEquals(plain, read(opening, 0, TO_THE_END));
    }

    @Test
    void an_end_that_is_not_proven_is_refused() throws IOException {
        byte[] sealed = Samples.seal(Samples.plain(200_000), Samples.ALICE.recipient());
        int seam = Samples.payloadOffset(sealed) + 2 * Samples.SEALED_CHUNK;
        SeekableOpening cut = opening(new BytesSource(Arrays.copyOf(sealed, seam)));
        assertThrows(TruncatedSealException.class, () -> read(cut, 0, TO_THE_END));
        assertThrows(TruncatedSealException.class, () -> read(cut, 2 * Samples.CHUNK, 1));
        assertThrows(TruncatedSealException.class, () -> read(cut, 3 * Samples.CHUNK, 1));
        assertThrows(TruncatedSealException.class, () -> read(cut, 9 * Samples.CHUNK, 1));
        assertEquals(10, read(cut, 5, 10).length, "what is there and authenticates can still be read");
    }

    @Test
    void a_file_cut_to_its_header_is_refused() throws IOException {
        byte[] sealed = Samples.seal(new byte[0], Samples.ALICE.recipient());
        SeekableOpening cut = opening(new BytesSource(Arrays.copyOf(sealed, Samples.payloadOffset(sealed))));
        assertThrows(TruncatedSealException.class, () -> read(cut, 0, TO_THE_END));
        var inHeader = new BytesSource(Arrays.copyOf(sealed, 30));
        assertThrows(TruncatedSealException.class, () -> opening(inHeader));
    }

    @Test
    void an_altered_chunk_is_refused_and_the_others_still_read() throws IOException {
        byte[] sealed = Samples.seal(Samples.plain(200_000), Samples.ALICE.recipient());
        sealed[Samples.payloadOffset(sealed) + Samples.SEALED_CHUNK + 7] ^= 1;
        SeekableOpening opening = opening(new BytesSource(sealed));
        assertThrows(PayloadException.class, () -> read(opening, 70_000, 10));
        assertArrayEquals(Arrays.copyOfRange(Samples.plain(200_000), 150_000, 150_010), read(opening, 150_000, 10));
    }

    @Test
    void the_source_is_closed_with_the_stream() throws IOException {
        var source = new BytesSource(Samples.seal(Samples.plain(10), Samples.ALICE.recipient()));
        SeekableOpening opening = opening(source);
        try (InputStream stream = opening.read(2, 3)) {
            assertEquals(Samples.plain(10)[2] & 0xff, stream.read());
        }
        assertEquals(2, source.closed);
    }

    @Test
    void refuses_armor_a_stranger_and_negative_ranges() throws IOException {
        byte[] armored = "-----BEGIN AGE ENCRYPTED FILE-----\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        var refused = assertThrows(NotAgeException.class, () -> opening(new BytesSource(armored)));
        assertTrue(refused.toString().contains("armored"), refused.toString());
        byte[] sealed = Samples.seal(new byte[5], Samples.BOB.recipient());
        assertThrows(NoMatchingIdentityException.class, () -> opening(new BytesSource(sealed)));
        SeekableOpening opening = opening(new BytesSource(Samples.seal(new byte[5], Samples.ALICE.recipient())));
        assertThrows(IllegalArgumentException.class, () -> opening.read(-1, 5));
        assertThrows(IllegalArgumentException.class, () -> opening.read(1, -5));
        assertThrows(IllegalArgumentException.class, () -> opening.read(Long.MAX_VALUE, 5));
    }

    private static SeekableOpening opening(SealedSource source) throws IOException {
        return new AgeOpener(List.of(Samples.ALICE), Samples.CIPHER).openSeekable(source);
    }

    private static byte[] read(SeekableOpening opening, long from, int length) throws IOException {
        try (InputStream stream = opening.read(from, length == TO_THE_END ? Long.MAX_VALUE : length)) {
            return stream.readAllBytes();
        }
    }

    private record Request(long offset, long length) {}

    /** A store's object. */
    private static final class BytesSource implements SealedSource {
        private final byte[] sealed;
        private final List<Request> requests = new ArrayList<>();
        private int closed;

        BytesSource(byte[] sealed) {
            this.sealed = sealed;
        }

        @Override
        public InputStream read(long offset, long length) {
            requests.add(new Request(offset, length));
            int from = (int) Math.min(offset, sealed.length);
            return new ByteArrayInputStream(sealed, from, (int) Math.min(length, sealed.length - from)) {
                @Override
                public void close() {
                    closed++;
                }
            };
        }
    }
}
