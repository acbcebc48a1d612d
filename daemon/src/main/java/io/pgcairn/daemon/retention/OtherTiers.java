package io.pgcairn.daemon.retention;

import io.pgcairn.daemon.catalog.ArchiveName;
import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.storage.ObjectInfo;
import io.pgcairn.storage.StoreException;
import java.util.Optional;

/** What the other tiers say before something goes from this one. Used by one thread, for one pruning. */
public interface OtherTiers {
    /** There is no other tier. */
    OtherTiers NONE = new OtherTiers() {
        @Override
        public Optional<String> needs(BackupId backup) {
            return Optional.empty();
        }

        @Override
        public Optional<String> needs(ObjectInfo object, ArchiveName name) {
            return Optional.empty();
        }

        @Override
        public boolean isArriving(BackupId label) {
            return false;
        }

        @Override
        public boolean hold(BackupId backup) {
            return false;
        }
    };

    /** For whom a backup stays here though nothing here needs it, in words: {@code tier far, which lacks it}. */
    Optional<String> needs(BackupId backup);

    /** The same for a segment, a tail or a history. */
    Optional<String> needs(ObjectInfo object, ArchiveName name) throws StoreException;

    /** Whether what lies under a label without a mark is being taken, or copied here, right now. */
    boolean isArriving(BackupId label);

    /** Whether a good backup of this label is on any other tier. */
    boolean hold(BackupId backup);
}
