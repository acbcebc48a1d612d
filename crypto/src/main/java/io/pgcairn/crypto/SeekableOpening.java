package io.pgcairn.crypto;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/** A sealed file whose parts can be read without the rest. Safe for use by several threads if its source is. */
public final class SeekableOpening {
    /** Holds the header of any sensible number of recipients, and is one small request. */
    private static final int USUAL_START = 16 * 1024;

    private static final int LONGEST_START = HeaderReader.MAX_LENGTH + Header.PAYLOAD_NONCE;

    private static final long TO_THE_END = Long.MAX_VALUE;
    /** Far above any file, far below where offsets of sealed bytes would overflow. */
    private static final long MAX_OFFSET = 1L << 61;

    private static final int PEEK_BUFFER = 1024;

    private final SealedSource source;
    private final PayloadCipher cipher;
    private final Unlocking unlocking;

    private SeekableOpening(SealedSource source, PayloadCipher cipher, Unlocking unlocking) {
        this.source = source;
        this.cipher = cipher;
        this.unlocking = unlocking;
    }

    static SeekableOpening of(SealedSource source, List<Identity> identities, PayloadCipher cipher) throws IOException {
        byte[] start = start(source, USUAL_START);
        try {
            return new SeekableOpening(source, cipher, unlock(start, identities));
        } catch (TruncatedSealException e) {
            if (start.length < USUAL_START) {
                throw e;
            }
            return new SeekableOpening(source, cipher, unlock(start(source, LONGEST_START), identities));
        }
    }

    /**
     * Opens a range of the plain bytes with one read of the source, for the chunks that hold it and one byte more.
     *
     * <p>A range that reaches past the end yields what is there, and its end is then proven to be the file's: the last
     * chunk authenticates as the final one. A range that starts beyond the end of the final chunk yields nothing only
     * if it starts at the chunk just behind it; further out the end cannot be told from a cut, and it is refused.
     *
     * @param plainOffset of the first byte
     * @param plainLength of the range; {@link Long#MAX_VALUE} for all that follows
     * @throws AgeException by its kind; reads of the stream throw it too
     * @throws IOException the source's own
     */
    public InputStream read(long plainOffset, long plainLength) throws IOException {
        if (plainOffset < 0 || plainLength < 0 || plainOffset > MAX_OFFSET) {
            throw new IllegalArgumentException("no file has this range: " + plainOffset + " + " + plainLength);
        }
        if (plainLength == 0) {
            return InputStream.nullInputStream();
        }
        long first = plainOffset / ChunkCipher.CHUNK;
        InputStream sealed = sealedChunks(first, chunksOf(plainOffset, plainLength));
        if (first > 0 && isEmpty(sealed)) {
            sealed.close();
            proveFinal(first - 1);
            return InputStream.nullInputStream();
        }
        return new PlainRange(opening(sealed, first), plainOffset % ChunkCipher.CHUNK, plainLength);
    }

    /** Nothing stands at a chunk's place: the file ends there only if the chunk before it is the final one. */
    private void proveFinal(long index) throws IOException {
        try (InputStream last = opening(sealedChunks(index, 1), index)) {
            last.transferTo(OutputStream.nullOutputStream());
        }
    }

    private OpeningStream opening(InputStream sealed, long firstIndex) {
        return new OpeningStream(sealed, cipher.keyed(unlocking.payloadKey()), firstIndex);
    }

    /** One byte more than the chunks, which tells whether the last of them must be the final one. */
    private InputStream sealedChunks(long first, long chunks) throws IOException {
        long offset = unlocking.payloadOffset() + first * ChunkCipher.SEALED_CHUNK;
        long length = chunks == TO_THE_END ? TO_THE_END : chunks * ChunkCipher.SEALED_CHUNK + 1;
        return new BufferedInputStream(source.read(offset, length), PEEK_BUFFER);
    }

    private static long chunksOf(long plainOffset, long plainLength) {
        if (plainLength > MAX_OFFSET) {
            return TO_THE_END;
        }
        long last = (plainOffset + plainLength - 1) / ChunkCipher.CHUNK;
        return last - plainOffset / ChunkCipher.CHUNK + 1;
    }

    private static boolean isEmpty(InputStream sealed) throws IOException {
        sealed.mark(1);
        boolean isEmpty = sealed.read() < 0;
        sealed.reset();
        return isEmpty;
    }

    private static byte[] start(SealedSource source, int length) throws IOException {
        try (InputStream sealed = source.read(0, length)) {
            return sealed.readNBytes(length);
        }
    }

    private static Unlocking unlock(byte[] start, List<Identity> identities) throws IOException {
        if (start.length > 0 && start[0] == '-') {
            throw new NotAgeException(
                    "this age file is armored, and parts of it cannot be read without the rest",
                    "turn it into a binary one: remove the armor with 'age -d' and seal it again",
                    null);
        }
        return Unlocking.of(new ByteArrayInputStream(start), identities);
    }
}
