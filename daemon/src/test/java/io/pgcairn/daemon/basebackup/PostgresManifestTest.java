package io.pgcairn.daemon.basebackup;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pgcairn.daemon.catalog.PackedEntry;
import io.pgcairn.daemon.catalog.PathText;
import io.pgcairn.daemon.pipeline.FrameSpan;
import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.postgres.SystemId;
import io.pgcairn.daemon.postgres.TimelineId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class PostgresManifestTest {
    private static final String FILES = """
            "Files": [
            { "Path": "backup_label", "Size": 224, "Last-Modified": "2026-11-21 07:03:00 GMT", \
            "Checksum-Algorithm": "CRC32C", "Checksum": "04030201" },
            { "Path": "a \\"quote\\"\\\\\\n\\u0001ö", "Size": 0, "Last-Modified": "2026-11-21 07:03:00 GMT", \
            "Checksum-Algorithm": "CRC32C", "Checksum": "00000000" },
            { "Encoded-Path": "6fff", "Size": 1, "Last-Modified": "2026-11-21 07:03:00 GMT", \
            "Checksum-Algorithm": "CRC32C", "Checksum": "ffffffff" }
            ],
            "WAL-Ranges": [
            { "Timeline": 3, "Start-LSN": "1/2000028", "End-LSN": "1/2000100" }
            ],
            """;

    @Test
    void writes_version_1_as_postgresql_14_to_16_do() throws Exception {
        String expected = "{ \"PostgreSQL-Backup-Manifest-Version\": 1,\n" + FILES;
        assertEquals(withChecksum(expected), manifest(16));
    }

    @Test
    void writes_version_2_as_postgresql_17_and_18_do() throws Exception {
        String expected = "{ \"PostgreSQL-Backup-Manifest-Version\": 2,\n"
                + "\"System-Identifier\": 18446744073709551615,\n" + FILES;
        assertEquals(withChecksum(expected), manifest(17));
    }

    private static String withChecksum(String text) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        return text + "\"Manifest-Checksum\": \"" + HexFormat.of().formatHex(digest) + "\"}\n";
    }

    private static String manifest(int major) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PostgresManifest manifest = new PostgresManifest(out, major, new SystemId(-1));
        manifest.add(file("backup_label", 224, 0x01020304));
        manifest.add(file("a \"quote\"\\\n\u0001ö", 0, 0));
        manifest.add(file(PathText.of(new byte[] {'o', -1}), 1, -1));
        manifest.finish(new TimelineId(3), Lsn.parse("1/2000028"), Lsn.parse("1/2000100"));
        return out.toString(StandardCharsets.UTF_8);
    }

    private static PackedEntry.PackedFile file(String path, long size, int crc) {
        return new PackedEntry.PackedFile(
                path, 0600, size, Instant.parse("2026-11-21T07:03:00.9Z"), crc, 0, new FrameSpan(0, 1));
    }
}
