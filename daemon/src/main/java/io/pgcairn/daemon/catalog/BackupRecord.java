package io.pgcairn.daemon.catalog;

import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.postgres.SystemId;
import io.pgcairn.daemon.postgres.TimelineHistory;
import io.pgcairn.daemon.postgres.TimelineId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What {@code backup.json} says of a good base backup: the commit mark, immutable, without secrets.
 *
 * @param id its label
 * @param name what the operator called it, unique among the lineage's good backups; may be empty
 * @param note the operator's words; may be empty
 * @param systemId of the cluster it was taken of
 * @param serverVersion as {@code server_version_num}: 180006
 * @param timeline on which it was taken
 * @param history the ancestry of that timeline, so that retention needs no key to know it; empty if it was not known
 * @param startLsn where replay of it starts
 * @param stopLsn from where the restored cluster is consistent
 * @param startTime when it began
 * @param stopTime when {@code pg_backup_stop} had answered, by the server's clock
 * @param nextXid the next transaction id at the stop: what commits with this or a later one is not in the backup
 * @param dataDirectory the cluster's data directory on its host
 * @param tablespaces the tablespaces outside the data directory
 * @param packs its packs, by number
 * @param files how many files it holds
 * @param plainBytes their sizes summed
 * @param storedBytes what packs and manifests take in the store
 * @param badPages how many pages had a wrong checksum in the cluster itself
 */
public record BackupRecord(
        BackupId id,
        String name,
        String note,
        SystemId systemId,
        int serverVersion,
        TimelineId timeline,
        Optional<TimelineHistory> history,
        Lsn startLsn,
        Lsn stopLsn,
        Instant startTime,
        Instant stopTime,
        long nextXid,
        String dataDirectory,
        List<Tablespace> tablespaces,
        List<Pack> packs,
        long files,
        long plainBytes,
        long storedBytes,
        long badPages) {
    /**
     * A tablespace outside the data directory.
     *
     * @param oid its object id, the name of its link in {@code pg_tblspc}
     * @param location where the link points
     */
    public record Tablespace(long oid, String location) {}

    /**
     * One pack.
     *
     * @param number from 0, as in its name
     * @param storedBytes its length in the store
     * @param headerDigest SHA-256 of its age header, which binds it to this backup; empty if it is not sealed
     */
    public record Pack(int number, long storedBytes, String headerDigest) {}

    public BackupRecord {
        tablespaces = List.copyOf(tablespaces);
        packs = List.copyOf(packs);
        if (stopLsn.isBefore(startLsn)) {
            throw new IllegalArgumentException("backup " + id + " stops at " + stopLsn + " before its start");
        }
        if (history.filter(known -> !known.timeline().equals(timeline)).isPresent()) {
            throw new IllegalArgumentException("backup " + id + " has the history of another timeline");
        }
    }
}
