package io.pgcairn.crypto;

/** The fastest of these, found when it is first needed. */
record DeferredPayloadCipher(PayloadCiphers ciphers) implements PayloadCipher {
    @Override
    public String name() {
        return ciphers.fastest().name();
    }

    @Override
    public ChunkCipher keyed(byte[] payloadKey) {
        return ciphers.fastest().keyed(payloadKey);
    }
}
