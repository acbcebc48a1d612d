package io.pgcairn.daemon.pipeline;

import io.pgcairn.storage.ObjectKey;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Tells a sealed object by the SHA-256 of its age header: the lines up to and with the one that holds the MAC. */
final class SealHeader {
    private static final int MAX_BYTES = 1 << 20;
    private static final String LAST_LINE = "---";

    private SealHeader() {}

    /** Reads the header, checks it, and gives it back together with what follows. */
    static InputStream requireDigest(ObjectKey key, InputStream sealed, String expected) throws IOException {
        InputStream buffered = new BufferedInputStream(sealed);
        byte[] header = read(buffered);
        if (!HexFormat.of().formatHex(sha256(header)).equals(expected)) {
            throw new CorruptFrameException(key + " is not the object that was stored: its seal is another one", null);
        }
        return new SequenceInputStream(new ByteArrayInputStream(header), buffered);
    }

    private static byte[] read(InputStream sealed) throws IOException {
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = sealed.read(); b >= 0 && header.size() < MAX_BYTES; b = sealed.read()) {
            header.write(b);
            line.write(b);
            if (b == '\n') {
                if (line.toString(StandardCharsets.ISO_8859_1).startsWith(LAST_LINE)) {
                    break;
                }
                line.reset();
            }
        }
        return header.toByteArray();
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
