package io.pgcairn.daemon.program;

import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.daemon.catalog.BackupShelf;
import io.pgcairn.daemon.catalog.Lineage;
import io.pgcairn.daemon.cluster.OpenedTier;

/**
 * Where one tier holds something of a backup.
 *
 * @param entry what it holds
 * @param isOnlyOne whether the tier holds no other good backup of the lineage
 */
record BackupPlace(OpenedTier tier, Lineage lineage, BackupId backup, BackupShelf.Entry entry, boolean isOnlyOne) {
    boolean isCommitted() {
        return entry.isCommitted();
    }

    /** Whether nothing is left but the word that it was deleted here. */
    boolean isOnlyBurial() {
        return entry.isOnlyBurial();
    }
}
