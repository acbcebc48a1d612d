package io.pgcairn.crypto;

import java.security.GeneralSecurityException;
import java.security.Provider;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** A security provider's cipher: the JDK's, or Conscrypt's native one. The provider is not registered globally. */
record JcaPayloadCipher(String name, Provider provider) implements PayloadCipher {
    private static final String ALGORITHM = "ChaCha20-Poly1305";

    @Override
    public ChunkCipher keyed(byte[] payloadKey) {
        try {
            return new Keyed(Cipher.getInstance(ALGORITHM, provider), new SecretKeySpec(payloadKey, "ChaCha20"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(name + " has no " + ALGORITHM, e);
        }
    }

    /** The providers refuse to seal twice under one nonce, hence one initialisation a chunk. */
    private record Keyed(Cipher cipher, SecretKey key) implements ChunkCipher {
        @Override
        public void seal(byte[] nonce, byte[] plain, int length, byte[] sealed) {
            try {
                cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(nonce));
                cipher.doFinal(plain, 0, length, sealed, 0);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("a chunk could not be sealed by " + cipher.getProvider(), e);
            }
        }

        @Override
        public boolean open(byte[] nonce, byte[] sealed, int length, byte[] plain) {
            try {
                cipher.init(Cipher.DECRYPT_MODE, key, new IvParameterSpec(nonce));
                cipher.doFinal(sealed, 0, length, plain, 0);
                return true;
            } catch (AEADBadTagException e) {
                return false;
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("a chunk could not be opened by " + cipher.getProvider(), e);
            }
        }
    }
}
