package io.pgcairn.crypto;

import java.nio.charset.StandardCharsets;
import org.bouncycastle.math.ec.rfc7748.X25519;

/** What both sides of an X25519 stanza compute. */
final class X25519Keys {
    static final String STANZA_TYPE = "X25519";
    static final int LENGTH = X25519.POINT_SIZE;

    private static final byte[] INFO = "age-encryption.org/v1/X25519".getBytes(StandardCharsets.US_ASCII);

    private X25519Keys() {}

    static byte[] publicKey(byte[] secret) {
        var point = new byte[LENGTH];
        X25519.scalarMultBase(secret, 0, point, 0);
        return point;
    }

    /** The secret that both sides share; false if the point is of low order and the secret therefore all zero. */
    static boolean agree(byte[] secret, byte[] point, byte[] shared) {
        return X25519.calculateAgreement(secret, 0, point, 0, shared, 0);
    }

    static byte[] wrapKey(byte[] shared, byte[] ephemeralShare, byte[] recipient) {
        var salt = new byte[2 * LENGTH];
        System.arraycopy(ephemeralShare, 0, salt, 0, LENGTH);
        System.arraycopy(recipient, 0, salt, LENGTH, LENGTH);
        return Digests.hkdf(shared, salt, INFO);
    }
}
