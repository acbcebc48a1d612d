package io.pgcairn.daemon.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * For whom objects are sealed, and with what they are opened.
 *
 * @param enabled whether objects are sealed; if so somebody must be able to open them
 * @param recipients age public keys
 * @param recipientsFile a file with further public keys, one a line
 * @param identities files with private keys, only where restores run
 */
public record EncryptionConfig(
        boolean enabled, List<String> recipients, Optional<Path> recipientsFile, List<Path> identities) {

    public EncryptionConfig {
        recipients = List.copyOf(recipients);
        identities = List.copyOf(identities);
        if (enabled && recipients.isEmpty() && recipientsFile.isEmpty()) {
            throw new IllegalArgumentException("encryption is required and has no recipient");
        }
    }
}
