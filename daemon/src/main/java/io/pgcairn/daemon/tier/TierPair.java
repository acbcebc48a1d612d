package io.pgcairn.daemon.tier;

import io.pgcairn.daemon.catalog.ArchiveName;
import io.pgcairn.daemon.catalog.ArchiveNames;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.StoreException;
import java.time.InstantSource;

/**
 * Where a lane copies from and to.
 *
 * @param copier reads the source, and where it does not give an object the other tiers
 */
record TierPair(
        ArchiveNames names,
        ObjectStore source,
        ObjectStore target,
        Copier copier,
        WantedObjects wanted,
        ReplicationListener listener,
        InstantSource clock) {
    /** Whether the backup was deleted from the target and is not to come back. Asks the target; dumps never are. */
    boolean isBuried(ArchiveName.Commit mark) throws StoreException {
        if (mark instanceof ArchiveName.DumpMark) {
            return false;
        }
        ObjectKey burial = names.burial(mark.lineage(), mark.label());
        return !target.list(burial.value(), "", 1).objects().isEmpty();
    }
}
