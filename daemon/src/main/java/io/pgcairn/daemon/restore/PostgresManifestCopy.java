package io.pgcairn.daemon.restore;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * Places PostgreSQL's {@code backup_manifest}. If {@code tablespace_map} was rewritten because tablespaces moved, its
 * entry and the manifest's own checksum follow, so that pg_verifybackup judges what is there.
 */
final class PostgresManifestCopy {
    static final String NAME = "backup_manifest";

    private static final Pattern MAP_ENTRY = Pattern.compile("\"Path\"\\s*:\\s*\"" + TablespaceLinks.MAP + "\"");
    private static final Pattern SIZE = Pattern.compile("(\"Size\"\\s*:\\s*)\\d+");
    private static final Pattern CHECKSUM =
            Pattern.compile("(\"Checksum-Algorithm\"\\s*:\\s*\"CRC32C\",\\s*\"Checksum\"\\s*:\\s*\")[0-9a-fA-F]+");
    private static final String SEAL = "\"Manifest-Checksum\"";

    private PostgresManifestCopy() {}

    /** @param rewrittenMap the bytes of {@code tablespace_map} if they are not the backup's */
    static void place(InputStream manifest, Path file, Optional<byte[]> rewrittenMap) throws IOException {
        Files.createFile(file, Modes.attribute(Modes.PRIVATE_FILE));
        if (rewrittenMap.isEmpty()) {
            try (var out = Files.newOutputStream(file)) {
                manifest.transferTo(out);
            }
            return;
        }
        // Latin 1 takes every byte through text and back.
        try (BufferedReader in = new BufferedReader(new InputStreamReader(manifest, StandardCharsets.ISO_8859_1));
                BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.ISO_8859_1)) {
            rewrite(in, out, rewrittenMap.get());
        }
    }

    private static void rewrite(BufferedReader in, BufferedWriter out, byte[] map) throws IOException {
        MessageDigest digest = sha256();
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String text = (MAP_ENTRY.matcher(line).find() ? entry(line, map) : line) + "\n";
            if (line.startsWith(SEAL)) {
                text = SEAL + ": \"" + HexFormat.of().formatHex(digest.digest()) + "\"}\n";
            } else {
                digest.update(text.getBytes(StandardCharsets.ISO_8859_1));
            }
            out.write(text);
        }
    }

    private static String entry(String line, byte[] map) {
        CRC32C crc = new CRC32C();
        crc.update(map);
        // PostgreSQL prints the checksum's bytes as they lie in memory.
        byte[] checksum = ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt((int) crc.getValue())
                .array();
        String sized = SIZE.matcher(line).replaceFirst("$1" + map.length);
        return CHECKSUM.matcher(sized).replaceFirst("$1" + HexFormat.of().formatHex(checksum));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
