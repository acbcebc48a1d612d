package io.pgcairn.crypto;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * Takes plain bytes and writes sealed chunks. Used by one thread.
 *
 * <p>The file is whole only after {@link #finish()}. {@link #close()} without it abandons the file, whose bytes then
 * end without a final chunk and are refused by every reader. The sink is never closed. After an error of the sink only
 * {@link #close()} may follow.
 */
public final class SealingStream extends OutputStream {
    private final OutputStream sink;
    private final ChunkCipher cipher;
    private final byte[] headerDigest;
    private final byte[] nonce = new byte[ChunkCipher.NONCE];
    private final byte[] plain = new byte[ChunkCipher.CHUNK];
    private final byte[] sealed = new byte[ChunkCipher.SEALED_CHUNK];
    private int held;
    private long index;
    private boolean ended;

    SealingStream(OutputStream sink, ChunkCipher cipher, byte[] headerDigest) {
        this.sink = sink;
        this.cipher = cipher;
        this.headerDigest = headerDigest;
    }

    /**
     * SHA-256 of the header, from its first byte up to and including the newline behind its MAC. The header commits to
     * the file key and the file key to every byte, so this and the length pin the whole file.
     */
    public byte[] headerDigest() {
        return headerDigest.clone();
    }

    @Override
    public void write(int value) throws IOException {
        makeRoom();
        plain[held++] = (byte) value;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        write(ByteBuffer.wrap(bytes, offset, length));
    }

    /** Takes all remaining bytes of the buffer, which may be on the heap or off it. */
    public void write(ByteBuffer bytes) throws IOException {
        requireOpen();
        while (bytes.hasRemaining()) {
            makeRoom();
            int taken = Math.min(bytes.remaining(), plain.length - held);
            bytes.get(plain, held, taken);
            held += taken;
        }
    }

    /** Writes the final chunk and flushes the sink, but does not close it. */
    public void finish() throws IOException {
        requireOpen();
        ended = true;
        writeChunk(true);
        sink.flush();
    }

    /** Flushes the sink. Bytes of a chunk that is not full stay here: only the final chunk may be short. */
    @Override
    public void flush() throws IOException {
        if (!ended) {
            sink.flush();
        }
    }

    /** Without {@link #finish()}, abandons the file. Writes nothing and does not close the sink. */
    @Override
    public void close() {
        ended = true;
    }

    /** A full chunk waits for the next byte: only then is it known not to be the final one. */
    private void makeRoom() throws IOException {
        requireOpen();
        if (held == plain.length) {
            writeChunk(false);
        }
    }

    private void writeChunk(boolean isFinal) throws IOException {
        ChunkNonce.fill(nonce, index, isFinal);
        cipher.seal(nonce, plain, held, sealed);
        int length = held + ChunkCipher.TAG;
        index++;
        held = 0;
        sink.write(sealed, 0, length);
    }

    private void requireOpen() throws IOException {
        if (ended) {
            throw new IOException("the seal was finished or abandoned before this write");
        }
    }
}
