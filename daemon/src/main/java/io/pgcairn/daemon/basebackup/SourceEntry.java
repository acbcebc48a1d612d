package io.pgcairn.daemon.basebackup;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;

/** Something found in the cluster's directories. Names are relative to the data directory, with slashes. */
sealed interface SourceEntry {
    String name();

    /** The permission bits. */
    int mode();

    Instant modified();

    /**
     * A file.
     *
     * @param file where to read it
     */
    record SourceFile(String name, int mode, Instant modified, Path file) implements SourceEntry {}

    /**
     * A file whose bytes are at hand.
     *
     * @param bytes its content
     */
    record GivenFile(String name, int mode, Instant modified, ByteBuffer bytes) implements SourceEntry {}

    /** A directory. */
    record SourceDirectory(String name, int mode, Instant modified) implements SourceEntry {}
}
