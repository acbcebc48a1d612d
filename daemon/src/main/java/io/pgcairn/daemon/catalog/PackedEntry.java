package io.pgcairn.daemon.catalog;

import io.pgcairn.daemon.pipeline.FrameSpan;
import java.time.Instant;

/** A line of a backup's manifest. Paths are relative to the data directory, with slashes, as PostgreSQL has them. */
public sealed interface PackedEntry {
    /** The path; a file of a tablespace is below {@code pg_tblspc/<oid>}. */
    String path();

    /** The permission bits, such as 0600. */
    int mode();

    /**
     * A file.
     *
     * @param size its bytes
     * @param crc32c the CRC-32C of its bytes as stored
     * @param pack the number of the pack it is in
     * @param frame its frame there: tar header, bytes and padding
     */
    record PackedFile(String path, int mode, long size, Instant modified, int crc32c, int pack, FrameSpan frame)
            implements PackedEntry {}

    /** A directory, empty or not. */
    record PackedDirectory(String path, int mode) implements PackedEntry {}
}
