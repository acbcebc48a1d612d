package io.pgcairn.crypto;

import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A secret key, {@code AGE-SECRET-KEY-1…}. It prints as {@code ***}. */
public final class X25519Identity implements Identity {
    private static final String PREFIX = "age-secret-key-";

    private final byte[] secret;
    private final byte[] point;

    private X25519Identity(byte[] secret) {
        this.secret = secret;
        this.point = X25519Keys.publicKey(secret);
    }

    /** A new secret key. */
    public static X25519Identity generate(SecureRandom random) {
        var secret = new byte[X25519Keys.LENGTH];
        random.nextBytes(secret);
        return new X25519Identity(secret);
    }

    /** The identity, or empty if the text is none; the caller knows where it stood and must not repeat it. */
    static Optional<X25519Identity> parse(String text) {
        return Bech32.decode(text)
                .filter(b -> b.prefix().equals(PREFIX) && b.data().length == X25519Keys.LENGTH)
                .map(b -> new X25519Identity(b.data()));
    }

    /** The secret as {@code age-keygen} writes it, for a key file only. */
    public String secretText() {
        return Bech32.encode(PREFIX, secret).toUpperCase(Locale.ROOT);
    }

    /** The public key that seals for this identity. */
    public X25519Recipient recipient() {
        return new X25519Recipient(point);
    }

    @Override
    public Optional<Recipient> publicRecipient() {
        return Optional.of(recipient());
    }

    @Override
    public Optional<FileKey> unwrap(List<Stanza> stanzas) throws AgeException {
        for (Stanza stanza : stanzas) {
            if (stanza.type().equals(X25519Keys.STANZA_TYPE)) {
                Optional<FileKey> key = unwrap(stanza);
                if (key.isPresent()) {
                    return key;
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return "***";
    }

    private Optional<FileKey> unwrap(Stanza stanza) throws AgeException {
        if (stanza.arguments().size() != 1) {
            throw Malformed.header("an X25519 stanza has one argument, its ephemeral share");
        }
        byte[] share = UnpaddedBase64.decode(stanza.arguments().getFirst(), X25519Keys.LENGTH)
                .orElseThrow(() -> Malformed.header("an X25519 stanza's share is not 32 bytes in canonical base64"));
        if (stanza.body().length != FileKey.WRAPPED_LENGTH) {
            throw Malformed.header("an X25519 stanza's body is not 32 bytes long");
        }
        var shared = new byte[X25519Keys.LENGTH];
        if (!X25519Keys.agree(secret, share, shared)) {
            throw Malformed.header("an X25519 stanza's share is a point of low order");
        }
        return FileKey.unwrap(X25519Keys.wrapKey(shared, share, point), stanza.body());
    }
}
