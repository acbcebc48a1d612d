package io.pgcairn.storage.s3;

import java.nio.ByteBuffer;
import java.util.Base64;

/** A key of 32 bytes that the server encrypts with and forgets. Never printed. */
final class CustomerKey {
    private static final int BYTES = 32;

    private final String base64;
    private final String md5;

    /** @throws IllegalArgumentException it is not base64 of 32 bytes */
    CustomerKey(String base64) {
        byte[] key = Base64.getDecoder().decode(base64);
        if (key.length != BYTES) {
            throw new IllegalArgumentException("a customer's key has " + BYTES + " bytes, not " + key.length);
        }
        this.base64 = base64;
        Md5 sum = new Md5();
        sum.add(ByteBuffer.wrap(key));
        this.md5 = sum.base64();
    }

    String base64() {
        return base64;
    }

    /** Lets the server see that the key arrived whole. */
    String md5() {
        return md5;
    }

    @Override
    public String toString() {
        return "***";
    }
}
