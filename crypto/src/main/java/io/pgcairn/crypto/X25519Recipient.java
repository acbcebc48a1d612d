package io.pgcairn.crypto;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;

/** A public key, {@code age1…}. */
public final class X25519Recipient implements Recipient {
    private static final String PREFIX = "age";

    private final byte[] point;

    X25519Recipient(byte[] point) {
        this.point = point.clone();
    }

    static X25519Recipient parse(String text) throws KeyUnusableException {
        String trimmed = text.strip();
        if (trimmed.regionMatches(true, 0, "AGE-SECRET-KEY-", 0, 15)) {
            throw new KeyUnusableException(
                    "a secret key stands where a recipient, age1…, is wanted",
                    "give the public key that 'age-keygen -y' prints, and keep the secret key off this host",
                    null);
        }
        Bech32 decoded = Bech32.decode(trimmed)
                .filter(b -> b.prefix().equals(PREFIX))
                .filter(b -> b.data().length == X25519Keys.LENGTH)
                .orElseThrow(() -> unusable(trimmed, "is not an X25519 public key of age, or was mistyped"));
        if (!X25519Keys.agree(new byte[X25519Keys.LENGTH], decoded.data(), new byte[X25519Keys.LENGTH])) {
            throw unusable(trimmed, "is a point of low order, which protects nothing");
        }
        return new X25519Recipient(decoded.data());
    }

    Stanza wrap(FileKey key, SecureRandom random) {
        var secret = new byte[X25519Keys.LENGTH];
        random.nextBytes(secret);
        byte[] share = X25519Keys.publicKey(secret);
        var shared = new byte[X25519Keys.LENGTH];
        if (!X25519Keys.agree(secret, point, shared)) {
            throw new IllegalStateException("a recipient of low order was refused when it was read");
        }
        byte[] body = key.wrap(X25519Keys.wrapKey(shared, share, point));
        return new Stanza(X25519Keys.STANZA_TYPE, List.of(UnpaddedBase64.encode(share)), body);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof X25519Recipient that && Arrays.equals(point, that.point);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(point);
    }

    @Override
    public String toString() {
        return Bech32.encode(PREFIX, point);
    }

    private static KeyUnusableException unusable(String text, String problem) {
        return new KeyUnusableException(
                "recipient '" + text + "' " + problem,
                "recipients are 'age1…' public keys, as 'age-keygen' and 'pgcairn keygen' print them",
                null);
    }
}
