package io.pgcairn.crypto;

import java.security.SecureRandom;
import java.util.List;

/** A passphrase that seals. It must be a file's only recipient. It prints as {@code ***}. */
public final class ScryptRecipient implements Recipient {
    /** What {@code age -p} takes: about a second, and 256 MiB of memory, for each file sealed or opened. */
    public static final int DEFAULT_WORK_FACTOR = 18;

    private final byte[] passphrase;
    private final int workFactor;

    /**
     * @param passphrase copied; the caller may wipe it
     * @param workFactor base-two logarithm of scrypt's cost, 1 to {@value ScryptIdentity#MAX_WORK_FACTOR}
     * @throws KeyUnusableException the passphrase is empty
     */
    public ScryptRecipient(char[] passphrase, int workFactor) throws KeyUnusableException {
        if (workFactor < 1 || workFactor > ScryptIdentity.MAX_WORK_FACTOR) {
            throw new IllegalArgumentException(
                    "an scrypt work factor is 1 to " + ScryptIdentity.MAX_WORK_FACTOR + ": " + workFactor);
        }
        this.passphrase = ScryptStanza.utf8(passphrase);
        this.workFactor = workFactor;
    }

    Stanza wrap(FileKey key, SecureRandom random) throws KeyUnusableException {
        var salt = new byte[ScryptStanza.SALT_LENGTH];
        random.nextBytes(salt);
        byte[] body = key.wrap(ScryptStanza.wrapKey(passphrase, salt, workFactor));
        var arguments = List.of(UnpaddedBase64.encode(salt), Integer.toString(workFactor));
        return new Stanza(ScryptStanza.TYPE, arguments, body);
    }

    @Override
    public String toString() {
        return "***";
    }
}
