package io.pgcairn.daemon.catalog;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.pipeline.FrameSpan;
import io.pgcairn.daemon.pipeline.ObjectFetcher;
import io.pgcairn.daemon.pipeline.ObjectPusher;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.contract.MemoryObjectStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PathTextTest {
    private static final byte[] LATIN = {'o', (byte) 0xE9, '/', (byte) 0xFF, '?', '%'};

    @TempDir
    Path directory;

    @Test
    void stands_for_any_bytes() {
        for (byte[] bytes : new byte[][] {LATIN, "ö/ä €😀".getBytes(StandardCharsets.UTF_8), {'a'}, {}}) {
            assertArrayEquals(bytes, PathText.bytes(PathText.of(bytes)));
        }
        assertFalse(PathText.isUtf8(PathText.of(LATIN)));
        assertTrue(PathText.isUtf8("ö/ä €😀"));
    }

    @Test
    void names_files_as_they_are_on_disk() throws IOException {
        for (String name : new String[] {"plain", "ö €", "100%", "a?b", PathText.of(new byte[] {'o', (byte) 0xE9})}) {
            Path file = PathText.resolve(directory, name);
            Files.createFile(file);
            assertEquals(name, PathText.nameOf(file));
            assertEquals(PathText.of(directory) + "/" + name, PathText.of(file));
            assertEquals(file, PathText.absolute(PathText.of(file)));
        }
    }

    @Test
    void survives_the_manifest() throws IOException {
        MemoryObjectStore store = new MemoryObjectStore(Clock.systemUTC());
        ObjectKey key = new ObjectKey("manifest.zst");
        PackedEntry entry = new PackedEntry.PackedFile(
                PathText.of(LATIN) + "ö😀", 0600, 1, Instant.EPOCH, 2, 3, new FrameSpan(4, 5));
        try (var upload = new ObjectPusher(store, Optional.empty(), 1).begin(key)) {
            ManifestWriter writer = new ManifestWriter(upload);
            writer.write(entry);
            writer.finish();
            upload.commit();
        }
        try (var reader = new ManifestReader(new ObjectFetcher(store, Optional.empty()).open(key))) {
            assertEquals(Optional.of(entry), reader.next());
        }
    }
}
