package io.pgcairn.daemon.job;

import io.pgcairn.daemon.catalog.BackupRecord;
import io.pgcairn.daemon.catalog.Lineage;
import io.pgcairn.daemon.catalog.LineageId;
import io.pgcairn.daemon.cluster.OpenedTier;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.pipeline.ObjectFailure;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps names of backups unique in their lineage.
 *
 * @param tiers where another of the name may be, the first decides
 */
record BackupNaming(List<OpenedTier> tiers) {
    private static final Logger LOG = LoggerFactory.getLogger(BackupNaming.class);

    BackupNaming {
        tiers = List.copyOf(tiers);
    }

    /**
     * Refuses a name that a good backup on any tier has. A tier behind the first that cannot be asked is passed over:
     * it being down must not keep anyone from taking a backup before a migration.
     */
    void requireFree(LineageId lineage, String name) throws CairnException {
        if (name.isEmpty()) {
            return;
        }
        for (OpenedTier tier : tiers) {
            try {
                requireFree(tier, lineage, name);
            } catch (IOException e) {
                if (tier.equals(tiers.getFirst())) {
                    throw ObjectFailure.of("looking for other backups named " + name, e);
                }
                LOG.warn("tier {} cannot say whether it has a backup named {}: {}", tier.name(), name, e.getMessage());
            }
        }
    }

    /** Asks the first tier alone, for who waits for an answer: one that is far away may be silent for long. */
    void requireFreeOnFirst(LineageId lineage, String name) throws CairnException {
        new BackupNaming(tiers.subList(0, 1)).requireFree(lineage, name);
    }

    private static void requireFree(OpenedTier tier, LineageId id, String name) throws IOException, NameTakenException {
        for (Lineage lineage : tier.lineages().list()) {
            if (lineage.id().equals(id)) {
                for (BackupRecord backup : lineage.backups().list()) {
                    if (backup.name().equals(name)) {
                        throw new NameTakenException(name, backup.id());
                    }
                }
            }
        }
    }
}
