package io.pgcairn.crypto;

/** Whom a file is sealed for. Immutable and safe for use by several threads. */
public sealed interface Recipient permits X25519Recipient, ScryptRecipient {
    /**
     * Reads a public key.
     *
     * @param text {@code age1…} as {@code age-keygen} prints it
     * @throws KeyUnusableException it is no X25519 recipient
     */
    static Recipient parse(String text) throws KeyUnusableException {
        return X25519Recipient.parse(text);
    }

    /** What may be shown of it: the public key, never a passphrase. */
    @Override
    String toString();
}
