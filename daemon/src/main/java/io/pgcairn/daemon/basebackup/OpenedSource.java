package io.pgcairn.daemon.basebackup;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32C;

/**
 * A file of the cluster being read. It yields exactly as many bytes as it had when it was opened: what it grows by
 * comes back from WAL, and what it shrinks by is read as zeros, which WAL truncates again.
 */
final class OpenedSource implements AutoCloseable {
    private final FileChannel channel;
    private final long size;
    private final CRC32C crc = new CRC32C();
    private final Optional<PageVerifier> pages;
    private long position;

    private OpenedSource(FileChannel channel, Optional<PageVerifier> pages) throws IOException {
        this.channel = channel;
        this.size = channel.size();
        this.pages = pages;
    }

    /** Opens a file; empty if it has vanished. */
    static Optional<OpenedSource> open(SourceEntry.SourceFile source, Optional<PageVerifier> pages) throws IOException {
        FileChannel channel;
        try {
            channel = FileChannel.open(source.file(), Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        try {
            return Optional.of(new OpenedSource(channel, pages));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    long size() {
        return size;
    }

    /**
     * Reads the next bytes.
     *
     * @param chunk a multiple of the page size; cleared, filled and flipped. It holds less only at the end.
     * @return whether there was anything left
     */
    boolean next(ByteBuffer chunk) throws IOException {
        chunk.clear().limit((int) Math.min(chunk.capacity(), size - position));
        if (!chunk.hasRemaining()) {
            return false;
        }
        int read = fill(chunk);
        if (pages.isPresent()) {
            pages.get().verify(chunk.slice(0, read), position, channel::read);
        }
        while (chunk.hasRemaining()) {
            chunk.put((byte) 0);
        }
        position += chunk.flip().remaining();
        crc.update(chunk.duplicate());
        return true;
    }

    private int fill(ByteBuffer chunk) throws IOException {
        int n = 0;
        while (n >= 0 && chunk.hasRemaining()) {
            n = channel.read(chunk, position + chunk.position());
        }
        return chunk.position();
    }

    /** The CRC-32C of what was read so far. */
    int crc32c() {
        return (int) crc.getValue();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
