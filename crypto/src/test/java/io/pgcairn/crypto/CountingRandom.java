package io.pgcairn.crypto;

import java.security.SecureRandom;

/** Yields start, start + 1, start + 2, …: what is sealed with it can be written down. */
final class CountingRandom extends SecureRandom {
    private static final long serialVersionUID = 1L;

    private int next;

    CountingRandom(int start) {
        this.next = start;
    }

    @Override
    public void nextBytes(byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) next++;
        }
    }
}
