package io.pgcairn.daemon.basebackup;

import io.pgcairn.daemon.catalog.PackedEntry;
import io.pgcairn.daemon.catalog.PathText;
import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.postgres.SystemId;
import io.pgcairn.daemon.postgres.TimelineId;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Writes PostgreSQL's {@code backup_manifest} a file at a time, to the byte as PostgreSQL lays it out. Used by one
 * thread at a time.
 */
final class PostgresManifest {
    private static final int FIRST_WITH_SYSTEM_ID = 17;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final OutputStream out;
    private final MessageDigest digest;
    private boolean hasFiles;

    /** @param major PostgreSQL's major version, which decides the format */
    PostgresManifest(OutputStream out, int major, SystemId systemId) throws IOException {
        this.out = out;
        this.digest = sha256();
        if (major >= FIRST_WITH_SYSTEM_ID) {
            write("{ \"PostgreSQL-Backup-Manifest-Version\": 2,\n\"System-Identifier\": " + systemId + ",\n");
        } else {
            write("{ \"PostgreSQL-Backup-Manifest-Version\": 1,\n");
        }
        write("\"Files\": [");
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    void add(PackedEntry.PackedFile file) throws IOException {
        StringBuilder line = new StringBuilder(hasFiles ? ",\n" : "\n");
        hasFiles = true;
        if (PathText.isUtf8(file.path())) {
            line.append("{ \"Path\": ");
            quote(file.path(), line);
        } else {
            line.append("{ \"Encoded-Path\": \"")
                    .append(HexFormat.of().formatHex(PathText.bytes(file.path())))
                    .append('"');
        }
        line.append(", \"Size\": ").append(file.size());
        line.append(", \"Last-Modified\": \"").append(TIME.format(file.modified()));
        // As it lies in memory of the machines that PostgreSQL mostly runs on.
        int checksum = Integer.reverseBytes(file.crc32c());
        line.append("\", \"Checksum-Algorithm\": \"CRC32C\", \"Checksum\": \"")
                .append(HexFormat.of().toHexDigits(checksum))
                .append("\" }");
        write(line.toString());
    }

    /** Ends the list of files, and tells which WAL the backup needs. */
    void finish(TimelineId timeline, Lsn start, Lsn stop) throws IOException {
        write("\n],\n\"WAL-Ranges\": [\n{ \"Timeline\": " + timeline + ", \"Start-LSN\": \"" + start
                + "\", \"End-LSN\": \"" + stop + "\" }\n],\n");
        String checksum = HexFormat.of().formatHex(digest.digest());
        out.write(("\"Manifest-Checksum\": \"" + checksum + "\"}\n").getBytes(StandardCharsets.UTF_8));
    }

    private void write(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(bytes);
        out.write(bytes);
    }

    /** JSON as PostgreSQL writes it: only what must be is escaped. */
    private static void quote(String text, StringBuilder into) {
        into.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> into.append('\\').append(c);
                case '\b' -> into.append("\\b");
                case '\f' -> into.append("\\f");
                case '\n' -> into.append("\\n");
                case '\r' -> into.append("\\r");
                case '\t' -> into.append("\\t");
                default -> {
                    if (c < ' ') {
                        into.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
                    } else {
                        into.append(c);
                    }
                }
            }
        }
        into.append('"');
    }
}
