package io.pgcairn.daemon.postgres;

import java.io.IOException;
import java.time.Duration;

/**
 * A base backup that was received whole.
 *
 * @param startTimeline the timeline at its start
 * @param start recovery of it begins here
 * @param stop recovery of it must reach this
 */
public record BaseBackup(TimelineId startTimeline, Lsn start, TimelineId stopTimeline, Lsn stop) {
    /**
     * What to ask for.
     *
     * @param label goes into the backup's backup_label
     * @param fastCheckpoint begin with an immediate checkpoint instead of waiting for a spread one
     * @param manifest have the server write PostgreSQL's backup_manifest
     * @param patience how long the server may be silent; a spread checkpoint takes minutes
     */
    public record Options(String label, boolean fastCheckpoint, boolean manifest, Duration patience) {
        public Options {
            if (label.isEmpty() || label.length() > 1024 || label.chars().anyMatch(c -> c < ' ')) {
                throw new IllegalArgumentException("a backup's label is one line of 1 to 1024 characters");
            }
        }
    }

    /** Takes a base backup's files: archive, its data, the next archive, …, at last the manifest and its data. */
    public interface Sink {
        /**
         * A tar archive begins.
         *
         * @param name {@code base.tar}, or a tablespace's oid and {@code .tar}
         * @param location where the tablespace lies on the server; empty for the data directory itself
         */
        void archive(String name, String location) throws IOException;

        /** The backup_manifest begins. */
        void manifest() throws IOException;

        /** Bytes of what began last; the buffer is reused after the call. */
        void data(byte[] buffer, int offset, int length) throws IOException;
    }
}
