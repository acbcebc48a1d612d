package io.pgcairn.crypto;

/**
 * One implementation of the payload's ChaCha20-Poly1305. All give identical bytes for identical inputs; they differ in
 * speed. Immutable and safe for use by several threads. Obtained from {@link PayloadCiphers}.
 */
public sealed interface PayloadCipher permits BouncyCastlePayloadCipher, DeferredPayloadCipher, JcaPayloadCipher {
    /** As configured by {@code encryption.provider}, reported by {@code check}. */
    String name();

    /** A cipher under a payload's key, for one thread. */
    ChunkCipher keyed(byte[] payloadKey);
}
