package io.pgcairn.crypto;

/** A chunk's place in its payload: an 11-byte big-endian counter and the mark of the final chunk. */
final class ChunkNonce {
    private ChunkNonce() {}

    static void fill(byte[] nonce, long index, boolean isFinal) {
        long rest = index;
        for (int i = ChunkCipher.NONCE - 2; i >= 0; i--) {
            nonce[i] = (byte) rest;
            rest >>>= 8;
        }
        nonce[ChunkCipher.NONCE - 1] = (byte) (isFinal ? 1 : 0);
    }
}
