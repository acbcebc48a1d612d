package io.pgcairn.daemon.cli;

import io.pgcairn.daemon.fault.CairnException;
import java.time.Instant;
import java.util.List;

/** Lists what is stored. */
@FunctionalInterface
public interface BackupLister {
    /** The good backups of the cluster, oldest first. */
    List<Row> list(ClusterSelection selection) throws CairnException, InterruptedException;

    /**
     * One good backup.
     *
     * @param type {@code full} or {@code incremental}
     * @param startLsn where replay starts
     * @param stopLsn the earliest point it can be restored to
     * @param plainBytes of the files
     * @param storedBytes of the objects
     */
    record Row(
            String cluster,
            String id,
            String type,
            Instant started,
            Instant stopped,
            String startLsn,
            String stopLsn,
            long timeline,
            long plainBytes,
            long storedBytes) {}
}
