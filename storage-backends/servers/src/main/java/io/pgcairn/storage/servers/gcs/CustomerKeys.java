package io.pgcairn.storage.servers.gcs;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;

/** The three headers that carry a key of the customer's. */
final class CustomerKeys {
    static final String SETTING = "customerKeySha256";

    private static final String HEADER = "x-goog-encryption-";

    private CustomerKeys() {}

    /** The digest of the key that came; empty if none did. */
    static Optional<String> sha256(Call call) {
        Optional<String> key = call.header(HEADER + "key");
        if (key.isEmpty()) {
            return Optional.empty();
        }
        String sha256 = digest(Base64.getDecoder().decode(key.get()));
        if (!call.header(HEADER + "algorithm").equals(Optional.of("AES256"))
                || !call.header(HEADER + "key-sha256").equals(Optional.of(sha256))) {
            throw new Violation("a customer's key whose algorithm or digest is not told rightly");
        }
        return Optional.of(sha256);
    }

    private static String digest(byte[] key) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(key));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
