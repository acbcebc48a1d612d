package io.pgcairn.crypto;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Optional;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.modes.ChaCha20Poly1305;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;

/** The symmetric key of one file, from which the key of its header's MAC and the key of its payload follow. */
final class FileKey {
    static final int LENGTH = 16;
    static final int WRAPPED_LENGTH = LENGTH + ChunkCipher.TAG;

    private static final byte[] NO_SALT = {};
    private static final byte[] HEADER_INFO = "header".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PAYLOAD_INFO = "payload".getBytes(StandardCharsets.US_ASCII);

    private final byte[] bytes;

    private FileKey(byte[] bytes) {
        this.bytes = bytes;
    }

    static FileKey generate(SecureRandom random) {
        var bytes = new byte[LENGTH];
        random.nextBytes(bytes);
        return new FileKey(bytes);
    }

    byte[] headerMac(byte[] headerUpToMark) {
        return Digests.hmac(Digests.hkdf(bytes, NO_SALT, HEADER_INFO), headerUpToMark);
    }

    byte[] payloadKey(byte[] payloadNonce) {
        return Digests.hkdf(bytes, payloadNonce, PAYLOAD_INFO);
    }

    byte[] wrap(byte[] wrapKey) {
        try {
            return wrapping(true, wrapKey, bytes);
        } catch (InvalidCipherTextException e) {
            throw new IllegalStateException("sealing never checks a tag", e);
        }
    }

    /** The key in the body, or empty if another key wrapped it. The body's length was checked before. */
    static Optional<FileKey> unwrap(byte[] wrapKey, byte[] body) {
        try {
            return Optional.of(new FileKey(wrapping(false, wrapKey, body)));
        } catch (InvalidCipherTextException e) {
            return Optional.empty();
        }
    }

    /** A wrap key is used once, so its nonce is zero. */
    private static byte[] wrapping(boolean seal, byte[] wrapKey, byte[] input) throws InvalidCipherTextException {
        var cipher = new ChaCha20Poly1305();
        cipher.init(seal, new ParametersWithIV(new KeyParameter(wrapKey), new byte[ChunkCipher.NONCE]));
        var output = new byte[cipher.getOutputSize(input.length)];
        int length = cipher.processBytes(input, 0, input.length, output, 0);
        cipher.doFinal(output, length);
        return output;
    }

    @Override
    public String toString() {
        return "***";
    }
}
