package io.pgcairn.daemon.basebackup;

import io.pgcairn.daemon.postgres.SystemId;
import java.nio.file.Path;

/**
 * What the session that takes a backup was told of the server.
 *
 * @param version as server_version_num
 * @param systemId its system identifier
 * @param dataDirectory where it keeps its files
 * @param catalogVersion makes the name of its directory in tablespaces
 * @param hasChecksums whether pages carry checksums
 * @param pages how relation files are cut
 * @param statsDirectory PostgreSQL 14's stats_temp_directory; empty on later ones
 */
record ClusterLayout(
        int version,
        SystemId systemId,
        Path dataDirectory,
        long catalogVersion,
        boolean hasChecksums,
        PageLayout pages,
        String statsDirectory) {
    private static final int NUMBERS_PER_MAJOR = 10_000;

    int major() {
        return version / NUMBERS_PER_MAJOR;
    }

    /** The directory in each tablespace that belongs to this server: others may share the place. */
    String tablespaceDirectory() {
        return "PG_" + major() + "_" + catalogVersion;
    }

    /** {@link #statsDirectory()} as the walk names it: relative, if it is in the data directory. */
    String statsDirectoryInside() {
        Path absolute = dataDirectory.resolve(statsDirectory).normalize();
        return statsDirectory.isEmpty() || !absolute.startsWith(dataDirectory)
                ? ""
                : dataDirectory.relativize(absolute).toString();
    }
}
