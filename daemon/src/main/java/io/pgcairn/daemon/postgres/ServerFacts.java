package io.pgcairn.daemon.postgres;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/**
 * What a server tells of itself.
 *
 * @param version as server_version_num: 150014 for 15.14
 * @param timeline of its last checkpoint
 * @param configFile postgresql.conf; outside the data directory on some systems
 * @param maxSlotWalKeepBytes how much WAL slots may keep; empty without a limit
 */
public record ServerFacts(
        int version,
        SystemId systemId,
        TimelineId timeline,
        boolean inRecovery,
        SegmentSize segmentSize,
        boolean dataChecksums,
        Path dataDirectory,
        Path configFile,
        Path hbaFile,
        OptionalLong maxSlotWalKeepBytes,
        List<Tablespace> tablespaces) {
    /**
     * A tablespace outside the data directory's base and global.
     *
     * @param location where it lies; relative to the data directory if it is an in-place one
     */
    public record Tablespace(long oid, String name, Path location) {}

    public ServerFacts {
        tablespaces = List.copyOf(tablespaces);
    }

    /** The major version: 15. */
    public int major() {
        return version / 10_000;
    }
}
