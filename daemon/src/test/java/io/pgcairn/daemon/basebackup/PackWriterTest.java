package io.pgcairn.daemon.basebackup;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pgcairn.daemon.catalog.PackedEntry;
import io.pgcairn.daemon.catalog.PathText;
import io.pgcairn.daemon.pipeline.ObjectFetcher;
import io.pgcairn.daemon.pipeline.ObjectPusher;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.contract.MemoryObjectStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackWriterTest {
    private static final ObjectKey KEY = new ObjectKey("pack.tar.zst");
    private static final Instant TIME = Instant.parse("2026-11-21T07:03:00.123Z");

    private final MemoryObjectStore store = new MemoryObjectStore(Clock.systemUTC());
    private final ObjectPusher pusher = new ObjectPusher(store, Optional.empty(), 1);
    private final ObjectFetcher fetcher = new ObjectFetcher(store, Optional.empty());

    @TempDir
    Path directory;

    @Test
    void system_tar_unpacks_what_was_packed() throws Exception {
        String longName = "directory-".repeat(9) + "/" + "file-".repeat(30);
        String odd = PathText.of(new byte[] {'o', (byte) 0xE9, (byte) 0xFF});
        String oddAndLong = odd + "-".repeat(120);
        List<String> names = List.of("plain", "ödd name", longName, odd, oddAndLong);
        try (PackWriter pack = pack()) {
            pack.addDirectory(new SourceEntry.SourceDirectory("empty", 0750, TIME));
            for (String name : names) {
                pack.addGiven(given(name, "content of " + name.length()));
            }
            pack.addGiven(given("nothing", ""));
            pack.commit();
        }
        Path tar = directory.resolve("pack.tar");
        try (InputStream plain = fetcher.open(KEY)) {
            Files.copy(plain, tar);
        }
        Path unpacked = Files.createDirectory(directory.resolve("unpacked"));
        String said = UnpackedBackup.run("tar", "-xf", tar.toString(), "-C", unpacked.toString());
        assertEquals("", said);
        for (String name : names) {
            assertEquals("content of " + name.length(), Files.readString(PathText.resolve(unpacked, name)), name);
        }
        assertEquals(0, Files.size(unpacked.resolve("nothing")));
        assertEquals(
                TIME.getEpochSecond(),
                Files.getLastModifiedTime(unpacked.resolve("plain")).toInstant().getEpochSecond());
        assertEquals(true, Files.isDirectory(unpacked.resolve("empty")));
        assertEquals(0, Files.list(unpacked.resolve("empty")).count());
    }

    @Test
    void each_file_is_a_frame_that_is_read_without_the_rest() throws Exception {
        PackedEntry.PackedFile second;
        try (PackWriter pack = pack()) {
            pack.addGiven(given("first", "1".repeat(100_000)));
            second = pack.addGiven(given("second", "2".repeat(777)));
            pack.commit();
        }
        byte[] frame;
        try (InputStream plain = fetcher.openFrame(KEY, second.frame())) {
            frame = plain.readAllBytes();
        }
        assertEquals(512 + 1024, frame.length);
        assertEquals("2".repeat(777), new String(frame, 512, 777, StandardCharsets.UTF_8));
        assertEquals(crc("2".repeat(777).getBytes(StandardCharsets.UTF_8)), second.crc32c());
        assertEquals(777, second.size());
    }

    @Test
    void a_header_tells_of_more_than_8_gigabytes() throws IOException {
        long size = 20L << 30;
        ByteBuffer header = TarHeaders.file(new SourceEntry.SourceDirectory("big", 0600, TIME), size);
        try (var tar = new TarArchiveInputStream(new ByteArrayInputStream(header.array()))) {
            TarArchiveEntry entry = tar.getNextEntry();
            assertEquals(size, entry.getSize());
            assertEquals("big", entry.getName());
        }
    }

    @Test
    void a_file_that_shrinks_is_filled_up_with_zeros() throws IOException {
        Path file = Files.write(directory.resolve("file"), new byte[] {1, 2, 3, 4, 5, 6});
        try (OpenedSource opened = open(file).orElseThrow();
                PackWriter pack = pack()) {
            Files.write(file, new byte[] {1, 2});
            PackedEntry.PackedFile packed = pack.addFile(source(file), opened);
            pack.commit();
            assertEquals(6, packed.size());
            assertEquals(crc(new byte[] {1, 2, 0, 0, 0, 0}), packed.crc32c());
        }
        assertArrayEquals(new byte[] {1, 2, 0, 0, 0, 0}, onlyFile());
    }

    @Test
    void a_file_that_grows_is_cut_where_it_ended() throws IOException {
        Path file = Files.write(directory.resolve("file"), new byte[] {1, 2, 3});
        try (OpenedSource opened = open(file).orElseThrow();
                PackWriter pack = pack()) {
            Files.write(file, new byte[] {1, 2, 3, 4, 5});
            pack.addFile(source(file), opened);
            pack.commit();
        }
        assertArrayEquals(new byte[] {1, 2, 3}, onlyFile());
    }

    @Test
    void a_file_that_vanished_is_not_opened() throws IOException {
        assertEquals(Optional.empty(), open(directory.resolve("gone")));
        assertEquals(Optional.empty(), open(directory.resolve("gone/too")));
    }

    private byte[] onlyFile() throws IOException {
        try (var tar = new TarArchiveInputStream(fetcher.open(KEY))) {
            tar.getNextEntry();
            return tar.readAllBytes();
        }
    }

    private PackWriter pack() throws IOException {
        return new PackWriter(0, pusher.begin(KEY), ByteBuffer.allocateDirect(8192));
    }

    private static Optional<OpenedSource> open(Path file) throws IOException {
        return OpenedSource.open(source(file), Optional.empty());
    }

    private static SourceEntry.SourceFile source(Path file) {
        return new SourceEntry.SourceFile("file", 0600, TIME, file);
    }

    private static SourceEntry.GivenFile given(String name, String text) {
        return new SourceEntry.GivenFile(name, 0600, TIME, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static int crc(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
