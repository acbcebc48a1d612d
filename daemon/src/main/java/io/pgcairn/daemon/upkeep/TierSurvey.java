package io.pgcairn.daemon.upkeep;

import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.daemon.catalog.BackupShelf;
import io.pgcairn.daemon.catalog.Lineage;
import io.pgcairn.daemon.catalog.LineageId;
import io.pgcairn.daemon.catalog.RestoreLeases;
import io.pgcairn.daemon.cluster.OpenedTier;
import io.pgcairn.daemon.retention.CatalogueReader;
import io.pgcairn.daemon.retention.TierCatalogue;
import io.pgcairn.storage.ObjectMissingException;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What one tier holds of one lineage.
 *
 * @param shelf its backups, listed once before the catalogue was read
 * @param catalogue as retention sees it; empty if the tier does not know the lineage
 */
record TierSurvey(String tier, BackupShelf shelf, Optional<TierCatalogue> catalogue) {
    static TierSurvey read(OpenedTier tier, LineageId id, Instant now) throws IOException {
        BackupShelf shelf = BackupShelf.read(tier.store(), id);
        Lineage lineage;
        try {
            lineage = tier.lineages().open(id);
        } catch (ObjectMissingException e) {
            return new TierSurvey(tier.name(), shelf, Optional.empty());
        }
        Set<BackupId> read = new RestoreLeases(tier.store(), id).live(now);
        CatalogueReader reader = new CatalogueReader(tier.store(), lineage);
        return new TierSurvey(tier.name(), shelf, Optional.of(reader.read(shelf, held(shelf, now), read)));
    }

    private static Set<BackupId> held(BackupShelf shelf, Instant now) {
        Set<BackupId> held = new TreeSet<>();
        shelf.entries().forEach((id, entry) -> {
            if (entry.holds().stream().anyMatch(hold -> hold.isActive(now))) {
                held.add(id);
            }
        });
        return held;
    }

    Set<BackupId> held(Instant now) {
        return held(shelf, now);
    }

    /** Whether the tier has the backup's mark, and did not lose it on purpose. */
    boolean holds(BackupId backup) {
        BackupShelf.Entry entry = shelf.entries().get(backup);
        return entry != null && entry.isCommitted() && !entry.isBuried();
    }

    /** Whether it was deleted from this tier by hand. */
    boolean hasBuried(BackupId backup) {
        BackupShelf.Entry entry = shelf.entries().get(backup);
        return entry != null && entry.isBuried();
    }
}
