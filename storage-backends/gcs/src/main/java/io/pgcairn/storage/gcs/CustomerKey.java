package io.pgcairn.storage.gcs;

import io.pgcairn.storage.InvalidStoreSettingsException;
import io.pgcairn.storage.StoreOptions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;

/**
 * A key that Google encrypts with and does not keep.
 *
 * @param base64 32 bytes
 */
record CustomerKey(String base64) {
    private static final int BYTES = 32;

    static Optional<CustomerKey> read(StoreOptions options) throws InvalidStoreSettingsException {
        Optional<String> line = options.fileLine(GcsOptions.CUSTOMER_KEY_FILE);
        if (line.isEmpty()) {
            return Optional.empty();
        }
        try {
            if (Base64.getDecoder().decode(line.get()).length == BYTES) {
                return line.map(CustomerKey::new);
            }
            throw options.refused(GcsOptions.CUSTOMER_KEY_FILE, "*** of another length", null);
        } catch (IllegalArgumentException e) {
            // The decoder's message quotes what it could not read.
            throw options.refused(GcsOptions.CUSTOMER_KEY_FILE, "*** that is not base64", null);
        }
    }

    /** By which Google tells keys apart. */
    String sha256() {
        try {
            byte[] key = Base64.getDecoder().decode(base64);
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(key));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "***";
    }
}
