package io.pgcairn.daemon.basebackup;

import io.pgcairn.daemon.postgres.ControlData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.time.Instant;

/**
 * The cluster's {@code pg_control}, read whole: the server writes it in place, so a reader may see half of the old and
 * half of the new one.
 *
 * @param bytes its content, whose checksum is right
 */
record ControlFile(ByteBuffer bytes, int mode, Instant modified) {
    static final String NAME = "global/pg_control";

    private static final int MAX_READS = 100;
    private static final int MAX_BYTES = 64 << 10;

    /** Reads the file's bytes once. */
    interface Source {
        byte[] read() throws IOException;
    }

    /** Reads the control file of a data directory. */
    static ControlFile read(Path dataDirectory) throws IOException, BackupFailedException {
        Path file = dataDirectory.resolve(NAME);
        PosixFileAttributes attributes = Files.readAttributes(file, PosixFileAttributes.class);
        ByteBuffer bytes = readWhole(() -> readOnce(file));
        return new ControlFile(
                bytes,
                FileModes.of(attributes.permissions()),
                attributes.lastModifiedTime().toInstant());
    }

    private static byte[] readOnce(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return in.readNBytes(MAX_BYTES);
        }
    }

    /** Reads until the checksum is right, a bounded number of times. */
    static ByteBuffer readWhole(Source source) throws IOException, BackupFailedException {
        for (int i = 0; i < MAX_READS; i++) {
            byte[] bytes = source.read();
            if (isWhole(bytes)) {
                return ByteBuffer.wrap(bytes);
            }
            Thread.yield();
        }
        throw new BackupFailedException(
                NAME + " has a wrong checksum, read " + MAX_READS + " times",
                "run pg_controldata on the data directory: the control file is damaged, or that of no known version",
                null);
    }

    private static boolean isWhole(byte[] bytes) {
        try {
            return ControlData.parse(bytes).intact();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** What the file says. */
    ControlData data() {
        return ControlData.parse(bytes.array());
    }
}
