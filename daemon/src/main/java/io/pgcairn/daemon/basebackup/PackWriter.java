package io.pgcairn.daemon.basebackup;

import io.pgcairn.daemon.catalog.PackedEntry;
import io.pgcairn.daemon.pipeline.FrameSpan;
import io.pgcairn.daemon.pipeline.FramedUpload;
import io.pgcairn.daemon.pipeline.PushedObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * One pack on its way into the store: an ordinary tar, each member a zstd frame of its own, so that any one can be read
 * by range. Closing it without {@link #commit()} leaves nothing. Used by one thread at a time.
 */
final class PackWriter implements AutoCloseable {
    private final int number;
    private final FramedUpload upload;
    private final ByteBuffer chunk;
    private final List<PackedEntry> entries = new ArrayList<>();

    /** @param chunk to read files into, used by this pack alone; a multiple of the page size */
    PackWriter(int number, FramedUpload upload, ByteBuffer chunk) {
        this.number = number;
        this.upload = upload;
        this.chunk = chunk;
    }

    void addDirectory(SourceEntry.SourceDirectory directory) throws IOException {
        ByteBuffer header = TarHeaders.directory(directory);
        upload.beginFrame(header.remaining());
        upload.write(header);
        upload.endFrame();
        entries.add(new PackedEntry.PackedDirectory(directory.name(), directory.mode()));
    }

    /** Adds a file of the cluster. */
    PackedEntry.PackedFile addFile(SourceEntry source, OpenedSource opened) throws IOException {
        beginFile(source, opened.size());
        while (opened.next(chunk)) {
            upload.write(chunk);
        }
        return endFile(source, opened.size(), opened.crc32c());
    }

    /** Adds a file whose bytes are at hand. */
    PackedEntry.PackedFile addGiven(SourceEntry.GivenFile source) throws IOException {
        ByteBuffer bytes = source.bytes().duplicate();
        int size = bytes.remaining();
        CRC32C crc = new CRC32C();
        crc.update(bytes.duplicate());
        beginFile(source, size);
        upload.write(bytes);
        return endFile(source, size, (int) crc.getValue());
    }

    private void beginFile(SourceEntry source, long size) throws IOException {
        ByteBuffer header = TarHeaders.file(source, size);
        upload.beginFrame(header.remaining() + size + TarHeaders.padding(size));
        upload.write(header);
    }

    private PackedEntry.PackedFile endFile(SourceEntry source, long size, int crc) throws IOException {
        upload.write(ByteBuffer.allocate(TarHeaders.padding(size)));
        FrameSpan frame = upload.endFrame();
        PackedEntry.PackedFile file =
                new PackedEntry.PackedFile(source.name(), source.mode(), size, source.modified(), crc, number, frame);
        entries.add(file);
        return file;
    }

    /** Whether the pack is to take no more. */
    boolean isFull(BackupSettings settings) {
        return upload.compressedBytes() >= settings.packBytes() || entries.size() >= settings.packFiles();
    }

    int number() {
        return number;
    }

    List<PackedEntry> entries() {
        return entries;
    }

    /** Ends the archive and makes the pack durable. */
    PushedObject commit() throws IOException {
        ByteBuffer end = TarHeaders.end();
        upload.beginFrame(end.remaining());
        upload.write(end);
        upload.endFrame();
        return upload.commit();
    }

    @Override
    public void close() throws IOException {
        upload.close();
    }
}
