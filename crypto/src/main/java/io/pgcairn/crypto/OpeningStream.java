package io.pgcairn.crypto;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The plain bytes of a payload, or of a run of its chunks. Memory is two chunks, whatever the length; no byte leaves
 * before its chunk has authenticated in its place.
 *
 * <p>One byte beyond each chunk is read ahead: whether it exists decides if the chunk must be the final one. So a cut
 * at a chunk's end, bytes behind the final chunk, and a payload continued under a final mark are all seen.
 */
final class OpeningStream extends InputStream {
    private static final int LOOKAHEAD = 1;

    private final InputStream source;
    private final ChunkCipher cipher;
    private final byte[] nonce = new byte[ChunkCipher.NONCE];
    private final byte[] sealed = new byte[ChunkCipher.SEALED_CHUNK + LOOKAHEAD];
    private final byte[] plain = new byte[ChunkCipher.CHUNK];
    private int ahead;
    private long index;
    private int position;
    private int limit;
    private boolean sawFinal;
    private @Nullable AgeException refusal;

    /**
     * @param source stands at the start of a chunk
     * @param firstIndex that chunk's place in the payload
     */
    OpeningStream(InputStream source, ChunkCipher cipher, long firstIndex) {
        this.source = source;
        this.cipher = cipher;
        this.index = firstIndex;
    }

    @Override
    public int read() throws IOException {
        return hasByte() ? plain[position++] & 0xff : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length == 0) {
            return 0;
        }
        if (!hasByte()) {
            return -1;
        }
        int taken = Math.min(length, limit - position);
        System.arraycopy(plain, position, bytes, offset, taken);
        position += taken;
        return taken;
    }

    @Override
    public int available() {
        return limit - position;
    }

    @Override
    public void close() throws IOException {
        sawFinal = true;
        refusal = null;
        position = limit;
        source.close();
    }

    private boolean hasByte() throws IOException {
        while (position == limit) {
            if (refusal != null) {
                throw refusal;
            }
            if (sawFinal) {
                return false;
            }
            openNextChunk();
        }
        return true;
    }

    private void openNextChunk() throws IOException {
        int length = ahead + source.readNBytes(sealed, ahead, sealed.length - ahead);
        boolean isFinal = length < sealed.length;
        int chunk = Math.min(length, ChunkCipher.SEALED_CHUNK);
        if (chunk < ChunkCipher.TAG) {
            throw Malformed.truncated(chunk == 0 ? "no chunk at all" : "the middle of chunk " + index);
        }
        if (!opens(chunk, isFinal)) {
            refuse(chunk, isFinal);
        }
        position = 0;
        limit = chunk - ChunkCipher.TAG;
        if (isFinal && limit == 0 && index > 0) {
            throw damaged("its final chunk is empty, which the format forbids behind a full one");
        }
        sawFinal = isFinal;
        sealed[0] = sealed[sealed.length - LOOKAHEAD];
        ahead = isFinal ? 0 : LOOKAHEAD;
        index++;
    }

    private boolean opens(int chunk, boolean isFinal) {
        ChunkNonce.fill(nonce, index, isFinal);
        return cipher.open(nonce, sealed, chunk, plain);
    }

    /**
     * A whole chunk that opens under the other mark is genuine and in its place, so its bytes may still leave, as they
     * would have left a reader that does not look ahead; what is wrong is what follows it or does not.
     */
    private void refuse(int chunk, boolean isFinal) throws AgeException {
        sawFinal = true;
        if (chunk < ChunkCipher.SEALED_CHUNK || !opens(chunk, !isFinal)) {
            refusal = damaged("chunk " + index + " does not authenticate"
                    + (isFinal ? "; as the last one it may have been cut short" : ""));
            throw refusal;
        }
        refusal = isFinal
                ? Malformed.truncated("chunk " + index + ", which is whole but not the final one")
                : damaged("bytes follow the final chunk, " + index);
    }

    private static PayloadException damaged(String problem) {
        return new PayloadException(
                "the payload was damaged or altered: " + problem,
                "do not trust this copy; fetch it again, or use another tier's",
                null);
    }
}
