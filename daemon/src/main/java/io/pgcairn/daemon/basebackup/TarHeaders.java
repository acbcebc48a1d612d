package io.pgcairn.daemon.basebackup;

import io.pgcairn.daemon.catalog.PathText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * The bytes before and after a file's in a tar: PAX where ustar's limits do not suffice. A name that is not UTF-8,
 * which PAX cannot hold, is written as its bytes in GNU's way, which every tar reads too.
 */
final class TarHeaders {
    static final int BLOCK_BYTES = 512;
    private static final int END_BLOCKS = 2;
    private static final int FILE_TYPE = 0100000;
    private static final int DIRECTORY_TYPE = 0040000;

    private TarHeaders() {}

    static ByteBuffer file(SourceEntry entry, long size) throws IOException {
        return header(entry, entry.name(), size);
    }

    static ByteBuffer directory(SourceEntry entry) throws IOException {
        return header(entry, entry.name() + "/", 0);
    }

    /** How many zeros follow a file's bytes. */
    static int padding(long size) {
        return (int) (-size & BLOCK_BYTES - 1);
    }

    /** What ends an archive. */
    static ByteBuffer end() {
        return ByteBuffer.allocate(END_BLOCKS * BLOCK_BYTES);
    }

    private static ByteBuffer header(SourceEntry entry, String name, long size) throws IOException {
        boolean isUtf8 = PathText.isUtf8(name);
        Charset charset = isUtf8 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
        String encodable = isUtf8 ? name : new String(PathText.bytes(name), charset);
        TarArchiveEntry header = new TarArchiveEntry(encodable, true);
        header.setSize(size);
        header.setMode(entry.mode() | (header.isDirectory() ? DIRECTORY_TYPE : FILE_TYPE));
        // Whole seconds: a fraction would cost every file a PAX header of its own.
        header.setModTime(TimeUnit.SECONDS.toMillis(entry.modified().getEpochSecond()));
        header.setIds(0, 0);
        header.setNames("", "");
        return bytes(header, charset, isUtf8);
    }

    private static ByteBuffer bytes(TarArchiveEntry header, Charset charset, boolean isPax) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(BLOCK_BYTES);
        // Never closed: it would complain about the bytes that are written elsewhere, and it holds nothing.
        @SuppressWarnings("resource")
        TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, BLOCK_BYTES, charset.name());
        tar.setLongFileMode(isPax ? TarArchiveOutputStream.LONGFILE_POSIX : TarArchiveOutputStream.LONGFILE_GNU);
        tar.setBigNumberMode(isPax ? TarArchiveOutputStream.BIGNUMBER_POSIX : TarArchiveOutputStream.BIGNUMBER_STAR);
        tar.setAddPaxHeadersForNonAsciiNames(isPax);
        tar.putArchiveEntry(header);
        tar.flush();
        return ByteBuffer.wrap(bytes.toByteArray());
    }
}
