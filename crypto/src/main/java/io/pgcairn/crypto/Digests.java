package io.pgcairn.crypto;

import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.HKDFParameters;
import org.bouncycastle.crypto.params.KeyParameter;

/** SHA-256 and what age derives with it. */
final class Digests {
    static final int LENGTH = 32;

    private Digests() {}

    static byte[] sha256(byte[] bytes) {
        var digest = SHA256Digest.newInstance();
        digest.update(bytes, 0, bytes.length);
        var result = new byte[LENGTH];
        digest.doFinal(result, 0);
        return result;
    }

    static byte[] hmac(byte[] key, byte[] message) {
        var mac = new HMac(SHA256Digest.newInstance());
        mac.init(new KeyParameter(key));
        mac.update(message, 0, message.length);
        var result = new byte[LENGTH];
        mac.doFinal(result, 0);
        return result;
    }

    static byte[] hkdf(byte[] keyMaterial, byte[] salt, byte[] info) {
        var generator = new HKDFBytesGenerator(SHA256Digest.newInstance());
        generator.init(new HKDFParameters(keyMaterial, salt, info));
        var result = new byte[LENGTH];
        generator.generateBytes(result, 0, LENGTH);
        return result;
    }
}
