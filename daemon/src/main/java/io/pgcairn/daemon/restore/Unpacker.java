package io.pgcairn.daemon.restore;

import io.pgcairn.daemon.catalog.PackedEntry.PackedFile;
import io.pgcairn.daemon.catalog.PathText;
import io.pgcairn.daemon.pipeline.CorruptFrameException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;

/** Takes one pack apart: an ordinary tar whose files the manifest names, no more and no fewer. */
final class Unpacker {
    private final FilePlacer placer;

    Unpacker(FilePlacer placer) {
        this.placer = placer;
    }

    /**
     * Places all files of a pack.
     *
     * @param tar the pack's plain bytes; read to their end, so that the seal's last chunk is proven too
     * @param expected the files that the manifest puts into the pack, by path; emptied
     */
    void unpack(String pack, InputStream tar, Map<String, PackedFile> expected) throws IOException {
        TarArchiveInputStream entries = new TarArchiveInputStream(tar, StandardCharsets.ISO_8859_1.name());
        for (TarArchiveEntry entry = next(pack, entries); entry != null; entry = next(pack, entries)) {
            if (entry.isDirectory()) {
                // For those who restore with tar: the manifest names the directories too.
                continue;
            }
            PackedFile file = take(expected, entry.getName());
            if (file == null || !entry.isFile() || entry.isSymbolicLink() || entry.isLink()) {
                throw new CorruptFrameException(
                        pack + " holds '" + entry.getName() + "', which the manifest does not put there", null);
            }
            placer.place(file, new TarContent(pack, entries));
        }
        tar.transferTo(OutputStream.nullOutputStream());
        if (!expected.isEmpty()) {
            throw new CorruptFrameException(
                    pack + " lacks '" + expected.keySet().iterator().next() + "'", null);
        }
    }

    /** PAX says a name in UTF-8; without PAX its bytes are in the header, which Latin 1 gives back as they are. */
    private static @Nullable PackedFile take(Map<String, PackedFile> expected, String name) {
        PackedFile file = expected.remove(name);
        return file != null ? file : expected.remove(PathText.of(name.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private static @Nullable TarArchiveEntry next(String pack, TarArchiveInputStream entries) throws IOException {
        try {
            return entries.getNextEntry();
        } catch (IOException | IllegalArgumentException e) {
            throw TarContent.told(pack, e);
        }
    }
}
