package io.pgcairn.daemon.upkeep;

import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.daemon.catalog.Lineage;
import io.pgcairn.daemon.catalog.LineageContents;
import io.pgcairn.daemon.catalog.RestoreLeases;
import io.pgcairn.daemon.cluster.OpenedTier;
import io.pgcairn.daemon.cluster.TierPolicies;
import io.pgcairn.daemon.config.ClusterConfig;
import io.pgcairn.daemon.config.RetentionConfig;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a tier holds of one lineage, with what can be restored from it.
 *
 * @param retention what it is to keep
 * @param read the backups that a restore reads now
 */
public record TierHolding(
        OpenedTier tier, RetentionConfig retention, Lineage lineage, LineageContents contents, Set<BackupId> read) {
    public TierHolding {
        read = Set.copyOf(read);
    }

    /** All lineages of a tier, the one that was made last at the end. */
    public static List<TierHolding> read(OpenedTier tier, ClusterConfig config, Instant now) throws IOException {
        RetentionConfig retention = new TierPolicies(config).config(tier.name());
        List<TierHolding> found = new ArrayList<>();
        for (Lineage lineage : tier.lineages().list()) {
            Set<BackupId> read = new RestoreLeases(tier.store(), lineage.id()).live(now);
            found.add(
                    new TierHolding(tier, retention, lineage, LineageContents.read(tier.store(), lineage, now), read));
        }
        return found;
    }
}
