package io.pgcairn.daemon.catalog;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.jr.ob.JSON;
import io.pgcairn.daemon.pipeline.FrameStream;
import io.pgcairn.daemon.pipeline.FramedUpload;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * Writes a backup's manifest, a line of JSON an entry, see docs/format.md. Entries of one pack are written together.
 * Used by one thread at a time.
 */
public final class ManifestWriter {
    /** In ASCII, since a path may hold lone surrogates, see {@link PathText}; UTF-8 has no bytes for them. */
    private static final JSON ASCII = JSON.builder(JsonFactory.builder()
                    .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                    .build())
            .build();

    private final FrameStream out;

    /** @param upload from {@link BackupArchive#beginManifest}; the caller commits it after {@link #finish()} */
    public ManifestWriter(FramedUpload upload) {
        this.out = new FrameStream(upload);
    }

    public void write(PackedEntry entry) throws IOException {
        out.write(line(entry));
        out.write('\n');
    }

    public void finish() throws IOException {
        out.finish();
    }

    private static byte[] line(PackedEntry entry) throws IOException {
        var json = ASCII.composeBytes().startObject();
        switch (entry) {
            case PackedEntry.PackedFile file ->
                json.put("file", file.path())
                        .put("mode", octal(file.mode()))
                        .put("size", file.size())
                        .put(
                                "modified",
                                file.modified().truncatedTo(ChronoUnit.SECONDS).toString())
                        .put("crc32c", String.format(Locale.ROOT, "%08x", file.crc32c()))
                        .put("pack", file.pack())
                        .put("frameOffset", file.frame().offset())
                        .put("frameLength", file.frame().length());
            case PackedEntry.PackedDirectory directory ->
                json.put("directory", directory.path()).put("mode", octal(directory.mode()));
        }
        return json.end().finish();
    }

    private static String octal(int mode) {
        return String.format(Locale.ROOT, "%04o", mode);
    }
}
