package io.pgcairn.daemon.upkeep;

import io.pgcairn.daemon.catalog.ArchiveName;
import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.daemon.retention.TierWish;
import io.pgcairn.storage.ObjectInfo;
import io.pgcairn.storage.StoreException;
import java.util.Optional;

/**
 * A tier that is copied from the one that is pruned: what it wants and does not hold must not go there. Used by one
 * thread.
 *
 * @param wish what it is to hold, by its own policy
 * @param wal its WAL
 */
record Neighbour(TierSurvey tier, TierWish wish, ListingCursor wal) {
    boolean lacks(BackupId backup) {
        return wish.wants(backup) && !tier.holds(backup) && !tier.hasBuried(backup);
    }

    boolean lacks(ObjectInfo object, ArchiveName name) throws StoreException {
        return wish.wants(name)
                && !holds(object)
                && !(name instanceof ArchiveName.Tail tail && holdsWhole(tail.stem()));
    }

    /** One of another length is damaged there. */
    private boolean holds(ObjectInfo object) throws StoreException {
        Optional<ObjectInfo> found = wal.from(object.key().value());
        return found.isPresent()
                && found.get().key().equals(object.key())
                && found.get().size() == object.size();
    }

    private boolean holdsWhole(String stem) throws StoreException {
        String whole = stem + "-";
        return wal.from(whole)
                .filter(found -> found.key().value().startsWith(whole))
                .isPresent();
    }
}
