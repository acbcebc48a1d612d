package io.pgcairn.crypto;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A passphrase that opens. It prints as {@code ***}. */
public final class ScryptIdentity implements Identity {
    /** The most that is tried: a file that we did not write must not choose how long and how much we compute. */
    public static final int MAX_WORK_FACTOR = 22;

    private static final Pattern WORK_FACTOR = Pattern.compile("[1-9][0-9]?");

    private final byte[] passphrase;

    /**
     * @param passphrase copied; the caller may wipe it
     * @throws KeyUnusableException the passphrase is empty
     */
    public ScryptIdentity(char[] passphrase) throws KeyUnusableException {
        this.passphrase = ScryptStanza.utf8(passphrase);
    }

    @Override
    public Optional<Recipient> publicRecipient() {
        return Optional.empty();
    }

    @Override
    public Optional<FileKey> unwrap(List<Stanza> stanzas) throws AgeException {
        for (Stanza stanza : stanzas) {
            if (stanza.type().equals(ScryptStanza.TYPE)) {
                return unwrap(stanza);
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return "***";
    }

    private Optional<FileKey> unwrap(Stanza stanza) throws AgeException {
        if (stanza.arguments().size() != 2) {
            throw Malformed.header("an scrypt stanza has two arguments, salt and work factor");
        }
        byte[] salt = UnpaddedBase64.decode(stanza.arguments().getFirst(), ScryptStanza.SALT_LENGTH)
                .orElseThrow(() -> Malformed.header("an scrypt stanza's salt is not 16 bytes in canonical base64"));
        if (stanza.body().length != FileKey.WRAPPED_LENGTH) {
            throw Malformed.header("an scrypt stanza's body is not 32 bytes long");
        }
        int workFactor = workFactor(stanza.arguments().getLast());
        return FileKey.unwrap(ScryptStanza.wrapKey(passphrase, salt, workFactor), stanza.body());
    }

    private static int workFactor(String text) throws NotAgeException {
        if (!WORK_FACTOR.matcher(text).matches()) {
            throw Malformed.header("an scrypt stanza's work factor is not a decimal of one or two digits");
        }
        int workFactor = Integer.parseInt(text);
        if (workFactor > MAX_WORK_FACTOR) {
            throw Malformed.header("an scrypt stanza's work factor " + text + " is above " + MAX_WORK_FACTOR);
        }
        return workFactor;
    }
}
