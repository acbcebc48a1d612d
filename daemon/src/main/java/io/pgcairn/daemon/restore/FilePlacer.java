package io.pgcairn.daemon.restore;

import io.pgcairn.daemon.catalog.PackedEntry.PackedFile;
import io.pgcairn.daemon.pipeline.CorruptFrameException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.Set;
import java.util.zip.CRC32C;

/** Writes files to their places, proving size and checksum. Safe for use by several threads. */
final class FilePlacer {
    /** Without it no PostgreSQL starts, so it gets its name when all else is durable. */
    static final String CONTROL_FILE = "global/pg_control";

    /** What it is called until then. */
    static final String CONTROL_FILE_ASIDE = "global/pg_control.pgcairn-aside";

    private static final int BUFFER_BYTES = 128 << 10;
    private static final Set<OpenOption> NEW_FILE =
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

    private final Destination destination;
    private final RestoreProgress progress;

    FilePlacer(Destination destination, RestoreProgress progress) {
        this.destination = destination;
        this.progress = progress;
    }

    /** @param content exactly the file's bytes; left open */
    void place(PackedFile file, InputStream content) throws IOException {
        Path path = destination.file(file.path().equals(CONTROL_FILE) ? CONTROL_FILE_ASIDE : file.path());
        CRC32C crc = new CRC32C();
        long size = copy(content, path, crc);
        if (size != file.size()) {
            throw new CorruptFrameException(
                    file.path() + " has " + size + " bytes in its pack, " + file.size() + " in the manifest", null);
        }
        if ((int) crc.getValue() != file.crc32c()) {
            throw new CorruptFrameException(file.path() + " does not have the checksum of the manifest", null);
        }
        Modes.set(path, file.mode());
        Files.setLastModifiedTime(path, FileTime.from(file.modified()));
        progress.placedFile();
    }

    private long copy(InputStream content, Path path, CRC32C crc) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        long size = 0;
        try (SeekableByteChannel out = create(path)) {
            for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
                progress.requireGoing();
                crc.update(buffer, 0, n);
                ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, n);
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
                size += n;
                progress.placedBytes(n);
            }
        }
        return size;
    }

    private static SeekableByteChannel create(Path path) throws IOException {
        try {
            return Files.newByteChannel(path, NEW_FILE, Modes.attribute(Modes.PRIVATE_FILE));
        } catch (FileAlreadyExistsException e) {
            throw new CorruptFrameException("the backup names " + path + " twice", e);
        }
    }
}
