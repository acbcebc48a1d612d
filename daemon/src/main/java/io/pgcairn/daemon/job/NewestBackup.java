package io.pgcairn.daemon.job;

import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.daemon.catalog.BackupShelf;
import io.pgcairn.daemon.catalog.LineageId;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.pipeline.ObjectFailure;
import io.pgcairn.storage.ObjectLister;
import io.pgcairn.storage.StoreException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The newest good backup that a store has, by names alone: nothing is opened. */
record NewestBackup(ObjectLister store) {
    /**
     * Its label, leaving out those that were deleted, those that began after the limit, and those that are no moment:
     * anyone who may write to the store can make up a label, and one must not end the schedule.
     */
    Optional<BackupId> find(LineageId lineage, Instant limit) throws CairnException {
        try {
            return BackupShelf.read(store, lineage).entries().entrySet().stream()
                    .filter(each ->
                            each.getValue().isCommitted() && !each.getValue().isBuried())
                    .map(Map.Entry::getKey)
                    .filter(label -> label.momentIfAny()
                            .filter(start -> !start.isAfter(limit))
                            .isPresent())
                    .max(BackupId::compareTo);
        } catch (StoreException e) {
            throw ObjectFailure.of("looking for the last backup of " + lineage, e);
        }
    }
}
