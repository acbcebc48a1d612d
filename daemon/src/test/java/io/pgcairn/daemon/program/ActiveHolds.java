package io.pgcairn.daemon.program;

import io.pgcairn.daemon.catalog.BackupHolds;
import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.daemon.catalog.LineageId;
import io.pgcairn.daemon.cluster.OpenedTier;
import io.pgcairn.daemon.pipeline.ObjectFailure;
import io.pgcairn.storage.StoreException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The holds of a cluster's tiers together: one counts for all tiers, wherever it is found.
 *
 * @param tiers all of the cluster
 */
record ActiveHolds(List<OpenedTier> tiers) {
    ActiveHolds {
        tiers = List.copyOf(tiers);
    }

    /**
     * The backups of a lineage on which a hold is active on any tier.
     *
     * @throws ObjectFailure a tier cannot be listed: what it holds is not known, so nothing may be deleted anywhere
     */
    Set<BackupId> of(LineageId lineage, Instant now) throws ObjectFailure {
        Set<BackupId> active = new TreeSet<>();
        for (OpenedTier tier : tiers) {
            try {
                active.addAll(new BackupHolds(tier.store(), lineage).active(now));
            } catch (StoreException e) {
                throw ObjectFailure.of("looking for holds on tier " + tier.name(), e);
            }
        }
        return active;
    }
}
