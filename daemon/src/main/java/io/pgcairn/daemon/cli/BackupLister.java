package io.pgcairn.daemon.cli;

import io.pgcairn.daemon.fault.CairnException;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lists what is stored. */
@FunctionalInterface
public interface BackupLister {
    /**
     * The good backups of the cluster, oldest first.
     *
     * @param tier which tier alone is asked; empty for all
     */
    Listing list(ClusterSelection selection, Optional<String> tier) throws CairnException, InterruptedException;

    /**
     * What was found.
     *
     * @param tiers the tiers that were asked
     * @param unlisted which of them did not answer, and why
     */
    record Listing(List<String> tiers, List<Row> rows, Map<String, String> unlisted) {
        public Listing {
            unlisted = Collections.unmodifiableMap(new LinkedHashMap<>(unlisted));
            tiers = List.copyOf(tiers);
            rows = List.copyOf(rows);
        }
    }

    /**
     * One good backup.
     *
     * @param type {@code full} or {@code incremental}
     * @param startLsn where replay starts
     * @param stopLsn the earliest point it can be restored to
     * @param plainBytes of the files
     * @param storedBytes of the objects
     * @param tiers which of the tiers hold it
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
            long storedBytes,
            List<String> tiers) {
        public Row {
            tiers = List.copyOf(tiers);
        }
    }
}
