package io.pgcairn.storage.s3;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The digest by which the protocol tells damaged bytes; it is no seal. */
final class Md5 {
    private final MessageDigest digest;

    Md5() {
        try {
            this.digest = MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no MD5", e);
        }
    }

    void add(ByteBuffer bytes) {
        digest.update(bytes);
    }

    String base64() {
        return Base64.getEncoder().encodeToString(digest.digest());
    }
}
