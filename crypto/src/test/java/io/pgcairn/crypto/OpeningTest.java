package io.pgcairn.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpeningTest {
    private static final int THREE_CHUNKS = 2 * Samples.CHUNK + 500;
    private static final byte[] PLAIN = Samples.plain(THREE_CHUNKS);
    private static final byte[] SEALED = Samples.seal(PLAIN, Samples.ALICE.recipient(), Samples.BOB.recipient());

    @Test
    void each_of_several_recipients_opens_it_alone() throws IOException {
        assertArrayEquals(PLAIN, Samples.open(SEALED, Samples.ALICE));
        assertArrayEquals(PLAIN, Samples.open(SEALED, Samples.BOB));
    }

    @Test
    void a_stranger_does_not_open_it() {
        var stranger = X25519Identity.generate(new CountingRandom(3));
        var refused = assertThrows(NoMatchingIdentityException.class, () -> Samples.open(SEALED, stranger));
        assertTrue(refused.toString().contains("X25519"), refused.toString());
        assertFalse(refused.hint().isEmpty());
        assertThrows(NoMatchingIdentityException.class, () -> Samples.open(SEALED));
    }

    @Test
    void every_flipped_bit_of_the_header_is_refused() throws IOException {
        for (int i = 0; i < Samples.headerLength(SEALED); i++) {
            byte[] altered = SEALED.clone();
            altered[i] ^= 1;
            assertThrows(AgeException.class, () -> Samples.open(altered, Samples.ALICE), "at " + i);
        }
    }

    @Test
    void a_header_altered_outside_of_our_stanza_is_told_apart_from_a_wrong_key() throws IOException {
        byte[] altered = SEALED.clone();
        int bobsShare = new String(SEALED, 0, Samples.headerLength(SEALED), java.nio.charset.StandardCharsets.US_ASCII)
                        .lastIndexOf("-> X25519 ")
                + "-> X25519 ".length();
        altered[bobsShare] = (byte) (altered[bobsShare] == 'A' ? 'B' : 'A');
        assertThrows(HeaderMacException.class, () -> Samples.open(altered, Samples.ALICE));
        assertThrows(NoMatchingIdentityException.class, () -> Samples.open(altered, Samples.BOB));
    }

    @Test
    void an_altered_mac_is_refused() throws IOException {
        byte[] altered = SEALED.clone();
        int mac = Samples.headerLength(SEALED) - 44;
        altered[mac] = (byte) (altered[mac] == 'A' ? 'B' : 'A');
        assertThrows(HeaderMacException.class, () -> Samples.open(altered, Samples.ALICE));
    }

    @Test
    void an_altered_nonce_is_refused() throws IOException {
        assertPayloadRefused(flipped(Samples.headerLength(SEALED)), 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void an_altered_chunk_is_refused_and_releases_nothing_of_itself(int chunk) throws IOException {
        int start = Samples.payloadOffset(SEALED) + chunk * Samples.SEALED_CHUNK;
        int end = Math.min(start + Samples.SEALED_CHUNK, SEALED.length);
        assertPayloadRefused(flipped(start), chunk);
        assertPayloadRefused(flipped(end - 1), chunk);
    }

    @Test
    void reordered_repeated_and_missing_chunks_are_refused() throws IOException {
        int start = Samples.payloadOffset(SEALED);
        byte[] head = Arrays.copyOf(SEALED, start);
        byte[] first = Arrays.copyOfRange(SEALED, start, start + Samples.SEALED_CHUNK);
        byte[] second = Arrays.copyOfRange(SEALED, start + Samples.SEALED_CHUNK, start + 2 * Samples.SEALED_CHUNK);
        byte[] last = Arrays.copyOfRange(SEALED, start + 2 * Samples.SEALED_CHUNK, SEALED.length);
        assertArrayEquals(PLAIN, Samples.open(joined(head, first, second, last), Samples.ALICE));
        assertPayloadRefused(joined(head, second, first, last), 0);
        assertPayloadRefused(joined(head, first, first, last), 1);
        assertPayloadRefused(joined(head, second, last), 0);
        assertPayloadRefused(joined(head, first, last), 1);
        assertPayloadRefused(joined(head, last), 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10, Samples.CHUNK, 2 * Samples.CHUNK, 2 * Samples.CHUNK + 5})
    void bytes_behind_the_final_chunk_are_refused(int length) {
        byte[] sealed = Samples.seal(Samples.plain(length), Samples.ALICE.recipient());
        for (int more : new int[] {1, 16, 70_000}) {
            byte[] longer = Arrays.copyOf(sealed, sealed.length + more);
            assertThrows(PayloadException.class, () -> Samples.open(longer, Samples.ALICE));
        }
    }

    @Test
    void a_second_file_behind_the_first_is_refused() {
        assertThrows(PayloadException.class, () -> Samples.open(joined(SEALED, SEALED), Samples.ALICE));
    }

    @Test
    void an_empty_final_chunk_behind_a_full_one_is_refused() throws IOException {
        byte[] sealed = sealedByHand(new byte[Samples.CHUNK], new byte[0]);
        var refused = assertThrows(PayloadException.class, () -> Samples.open(sealed, Samples.ALICE));
        assertTrue(refused.toString().contains("empty"), refused.toString());
        assertArrayEquals(new byte[0], Samples.open(sealedByHand(new byte[0]), Samples.ALICE));
    }

    @Test
    void a_short_chunk_before_the_final_one_is_refused() throws IOException {
        byte[] sealed = sealedByHand(new byte[100], new byte[100]);
        assertThrows(PayloadException.class, () -> Samples.open(sealed, Samples.ALICE));
    }

    @Test
    void every_cut_in_the_header_and_the_nonce_is_told_as_truncated() throws IOException {
        for (int length = 0; length < Samples.payloadOffset(SEALED) + ChunkCipher.TAG; length++) {
            byte[] cut = Arrays.copyOf(SEALED, length);
            assertThrows(TruncatedSealException.class, () -> Samples.open(cut, Samples.ALICE), "at " + length);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void a_cut_at_the_end_of_a_chunk_is_told_as_truncated(int chunks) throws IOException {
        int seam = Samples.payloadOffset(SEALED) + chunks * Samples.SEALED_CHUNK;
        for (int length : new int[] {seam, seam + 1, seam + ChunkCipher.TAG - 1}) {
            byte[] cut = Arrays.copyOf(SEALED, length);
            assertThrows(TruncatedSealException.class, () -> Samples.open(cut, Samples.ALICE), "at " + length);
        }
    }

    @Test
    void a_cut_inside_of_a_chunk_is_refused() throws IOException {
        int start = Samples.payloadOffset(SEALED);
        for (int length : new int[] {start + 16, start + 1000, SEALED.length - 1}) {
            byte[] cut = Arrays.copyOf(SEALED, length);
            var refused = assertThrows(PayloadException.class, () -> Samples.open(cut, Samples.ALICE));
            assertTrue(refused.toString().contains("cut short"), refused.toString());
        }
    }

    @Test
    void an_error_of_the_source_comes_out_unchanged() throws IOException {
        var failure = new IOException("connection reset");
        var failing = new InputStream() {
            @Override
            public int read() throws IOException {
                throw failure;
            }
        };
        var source = new SequenceInputStream(new ByteArrayInputStream(SEALED, 0, 70_000), failing);
        InputStream opened = opener().open(source);
        assertSame(failure, assertThrows(IOException.class, opened::readAllBytes));
    }

    @Test
    void reads_byte_by_byte_and_in_parts() throws IOException {
        InputStream opened = opener().open(new ByteArrayInputStream(SEALED));
        assertEquals(0, opened.read(new byte[0]));
        assertEquals(PLAIN[0] & 0xff, opened.read());
        assertEquals(Samples.CHUNK - 1, opened.available());
        byte[] rest = opened.readNBytes(PLAIN.length);
        assertArrayEquals(Arrays.copyOfRange(PLAIN, 1, PLAIN.length), rest);
        assertEquals(-1, opened.read());
        assertEquals(-1, opened.read(new byte[5]));
    }

    @Test
    void closing_closes_the_source_and_yields_no_more() throws IOException {
        var closed = new boolean[1];
        var source = new FilterInputStream(new ByteArrayInputStream(SEALED)) {
            @Override
            public void close() {
                closed[0] = true;
            }
        };
        InputStream opened = opener().open(source);
        assertEquals(PLAIN[0] & 0xff, opened.read());
        opened.close();
        assertTrue(closed[0]);
        assertEquals(-1, opened.read());
    }

    private static void assertPayloadRefused(byte[] sealed, int wholeChunks) throws IOException {
        InputStream opened = opener().open(new ByteArrayInputStream(sealed));
        var released = new ByteArrayOutputStream();
        var refused = assertThrows(PayloadException.class, () -> opened.transferTo(released));
        assertFalse(refused.hint().isEmpty());
        assertArrayEquals(Arrays.copyOf(PLAIN, wholeChunks * Samples.CHUNK), released.toByteArray());
    }

    private static AgeOpener opener() {
        return new AgeOpener(List.of(Samples.ALICE), Samples.CIPHER);
    }

    private static byte[] flipped(int index) {
        byte[] altered = SEALED.clone();
        altered[index] ^= 1;
        return altered;
    }

    private static byte[] joined(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** A file with exactly these chunks, of which only the last is marked as final. */
    private static byte[] sealedByHand(byte[]... chunks) throws IOException {
        var random = new CountingRandom(9);
        FileKey key = FileKey.generate(random);
        Header header = Header.sealed(List.of(Samples.ALICE.recipient().wrap(key, random)), key);
        var nonce = new byte[Header.PAYLOAD_NONCE];
        ChunkCipher cipher = Samples.CIPHER.keyed(key.payloadKey(nonce));
        var file = new ByteArrayOutputStream();
        file.writeBytes(joined(header.bytes(), nonce));
        var chunkNonce = new byte[ChunkCipher.NONCE];
        for (int i = 0; i < chunks.length; i++) {
            ChunkNonce.fill(chunkNonce, i, i == chunks.length - 1);
            var sealed = new byte[chunks[i].length + ChunkCipher.TAG];
            cipher.seal(chunkNonce, chunks[i], chunks[i].length, sealed);
            file.writeBytes(sealed);
        }
        return file.toByteArray();
    }
}
