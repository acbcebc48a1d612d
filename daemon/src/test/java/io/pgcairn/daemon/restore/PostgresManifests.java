package io.pgcairn.daemon.restore;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;

/** Writes backup manifests as PostgreSQL does. */
final class PostgresManifests {
    private PostgresManifests() {}

    static String of(Map<String, byte[]> files) {
        String body = "{ \"PostgreSQL-Backup-Manifest-Version\": 1,\n\"Files\": [\n"
                + new TreeMap<>(files)
                        .entrySet().stream()
                                .map(file -> entry(file.getKey(), file.getValue()))
                                .collect(Collectors.joining(",\n"))
                + "\n],\n\"WAL-Ranges\": [\n"
                + "{ \"Timeline\": 1, \"Start-LSN\": \"0/300000\", \"End-LSN\": \"0/300200\" }\n],\n";
        return body + "\"Manifest-Checksum\": \"" + sha256(body) + "\"}\n";
    }

    private static String entry(String path, byte[] content) {
        CRC32C crc = new CRC32C();
        crc.update(content);
        return "{ \"Path\": \"" + path + "\", \"Size\": " + content.length
                + ", \"Last-Modified\": \"2026-11-20 01:02:03 GMT\", \"Checksum-Algorithm\": \"CRC32C\", "
                + "\"Checksum\": \""
                + String.format(Locale.ROOT, "%08x", Integer.reverseBytes((int) crc.getValue())) + "\" }";
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
