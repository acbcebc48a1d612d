package io.pgcairn.crypto;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Who can open a file. Immutable and safe for use by several threads; prints no secret. */
public sealed interface Identity permits X25519Identity, ScryptIdentity {
    /**
     * Reads the identities of a key file as {@code age-keygen} writes it: one secret key a line, {@code #} comments.
     *
     * @throws KeyUnusableException the file is missing, not readable, or holds a line that is no identity
     * @throws IOException reading failed otherwise
     */
    static List<Identity> readFile(Path file) throws IOException {
        return KeyFile.read(file);
    }

    /** The public side of it; a passphrase has none that could be shown. */
    Optional<Recipient> publicRecipient();

    /**
     * The file key that one of the stanzas holds for this identity, or empty if none does.
     *
     * @throws AgeException a stanza of this identity's type breaks its grammar, or cannot be tried
     */
    Optional<FileKey> unwrap(List<Stanza> stanzas) throws AgeException;
}
