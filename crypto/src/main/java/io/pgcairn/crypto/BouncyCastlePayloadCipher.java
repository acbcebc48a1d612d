package io.pgcairn.crypto;

import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.modes.ChaCha20Poly1305;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;

/** Bouncy Castle's own classes: always there, the slowest. */
record BouncyCastlePayloadCipher(String name) implements PayloadCipher {
    @Override
    public ChunkCipher keyed(byte[] payloadKey) {
        return new Keyed(new ChaCha20Poly1305(), new KeyParameter(payloadKey));
    }

    private record Keyed(ChaCha20Poly1305 cipher, KeyParameter key) implements ChunkCipher {
        @Override
        public void seal(byte[] nonce, byte[] plain, int length, byte[] sealed) {
            try {
                run(true, nonce, plain, length, sealed);
            } catch (InvalidCipherTextException e) {
                throw new IllegalStateException("sealing never checks a tag", e);
            }
        }

        @Override
        public boolean open(byte[] nonce, byte[] sealed, int length, byte[] plain) {
            try {
                run(false, nonce, sealed, length, plain);
                return true;
            } catch (InvalidCipherTextException e) {
                return false;
            }
        }

        private void run(boolean seal, byte[] nonce, byte[] input, int length, byte[] output)
                throws InvalidCipherTextException {
            cipher.init(seal, new ParametersWithIV(key, nonce));
            int written = cipher.processBytes(input, 0, length, output, 0);
            cipher.doFinal(output, written);
        }
    }
}
