package io.pgcairn.crypto;

/** ChaCha20-Poly1305 under one payload's key, chunk by chunk. Used by one thread. */
interface ChunkCipher {
    /** Plain bytes of every chunk but the last. */
    int CHUNK = 64 * 1024;
    /** Bytes of the tag behind each chunk. */
    int TAG = 16;
    /** Bytes of a chunk's nonce. */
    int NONCE = 12;
    /** Bytes of every sealed chunk but the last. */
    int SEALED_CHUNK = CHUNK + TAG;

    /** Writes {@code length} sealed bytes and their tag to the start of {@code sealed}. */
    void seal(byte[] nonce, byte[] plain, int length, byte[] sealed);

    /**
     * Writes the plain bytes to the start of {@code plain}; false if they do not authenticate, and then {@code plain}
     * holds nothing that may be used.
     *
     * @param length sealed bytes, the tag included
     */
    boolean open(byte[] nonce, byte[] sealed, int length, byte[] plain);
}
