package io.pgcairn.daemon.retention;

import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.postgres.SegmentSize;
import io.pgcairn.daemon.postgres.TimelineHistory;
import io.pgcairn.daemon.postgres.TimelineId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a tier holds of one lineage, as far as retention is concerned. Its size goes with the number of backups, not
 * with that of segments.
 *
 * @param backups the good ones
 * @param timelines those with WAL
 */
public record TierCatalogue(SegmentSize segmentSize, List<Backup> backups, List<Timeline> timelines) {
    /**
     * A good backup.
     *
     * @param timeline on which it was taken, from start to stop
     * @param history the ancestry of that timeline; empty if it is not known
     * @param start where its replay begins
     * @param stop from where on it is consistent
     * @param stopped when it stopped, by the server's clock
     * @param parent the backup that this one is an increment of; empty of a full one
     * @param isHeld whether a hold is on it now
     * @param isRead whether a restore reads it now
     */
    public record Backup(
            BackupId id,
            TimelineId timeline,
            Optional<TimelineHistory> history,
            Lsn start,
            Lsn stop,
            Instant stopped,
            Optional<BackupId> parent,
            boolean isHeld,
            boolean isRead) {}

    /**
     * A timeline of which the tier holds WAL.
     *
     * @param firstSegment the number of the first segment of which anything is held
     */
    public record Timeline(TimelineId id, long firstSegment) {}

    public TierCatalogue {
        backups = List.copyOf(backups);
        timelines = List.copyOf(timelines);
    }
}
