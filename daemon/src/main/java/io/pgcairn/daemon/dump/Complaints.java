package io.pgcairn.daemon.dump;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Reads a program's standard error to its end and keeps the last of it, however much there is. */
final class Complaints implements Runnable {
    private static final int KEPT = 2048;

    private final InputStream in;
    private final byte[] kept = new byte[KEPT];
    private long seen;

    Complaints(InputStream in) {
        this.in = in;
    }

    @Override
    public void run() {
        byte[] buffer = new byte[KEPT];
        try {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                keep(buffer, n);
            }
        } catch (IOException e) {
            // The program is gone; what it said until then is kept.
        }
    }

    private synchronized void keep(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            kept[(int) (seen++ % KEPT)] = bytes[i];
        }
    }

    /** One line; begins with an ellipsis if more was said. */
    synchronized String text() {
        int length = (int) Math.min(seen, KEPT);
        byte[] last = new byte[length];
        for (int i = 0; i < length; i++) {
            last[i] = kept[(int) ((seen - length + i) % KEPT)];
        }
        String text = new String(last, StandardCharsets.UTF_8).strip().replaceAll("\\s*\\R\\s*", "; ");
        return seen > KEPT ? "… " + text : text;
    }
}
