package io.pgcairn.daemon.catalog;

import io.pgcairn.daemon.pipeline.CorruptFrameException;
import io.pgcairn.daemon.pipeline.FrameSpan;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * Reads a backup's manifest, an entry at a time, so that its length costs no memory; the mirror of
 * {@link ManifestWriter}. Used by one thread at a time.
 */
public final class ManifestReader implements AutoCloseable {
    private static final String DOCUMENT = "the manifest";

    private final BufferedReader lines;

    /** @param manifest from {@link BackupArchive#openManifest}; closed with this reader */
    public ManifestReader(InputStream manifest) {
        this.lines = new BufferedReader(new InputStreamReader(manifest, StandardCharsets.UTF_8));
    }

    /** The next entry; empty after the last. */
    public Optional<PackedEntry> next() throws IOException {
        String line = lines.readLine();
        return line == null ? Optional.empty() : Optional.of(parse(line));
    }

    private static PackedEntry parse(String line) throws IOException {
        JsonFields fields = JsonFields.parse(DOCUMENT, line.getBytes(StandardCharsets.UTF_8));
        try {
            int mode = Integer.parseInt(fields.text("mode"), 8);
            if (fields.has("directory")) {
                return new PackedEntry.PackedDirectory(fields.text("directory"), mode);
            }
            return new PackedEntry.PackedFile(
                    fields.text("file"),
                    mode,
                    fields.number("size"),
                    Instant.parse(fields.text("modified")),
                    Integer.parseUnsignedInt(fields.text("crc32c"), 16),
                    (int) fields.number("pack"),
                    new FrameSpan(fields.number("frameOffset"), fields.number("frameLength")));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new CorruptFrameException(DOCUMENT + " says something impossible: " + line, e);
        }
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
