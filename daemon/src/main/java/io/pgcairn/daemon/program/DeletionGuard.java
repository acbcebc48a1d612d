package io.pgcairn.daemon.program;

import io.pgcairn.daemon.catalog.BackupHold;
import io.pgcairn.daemon.catalog.BackupHolds;
import io.pgcairn.daemon.catalog.RestoreLeases;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Refuses to delete a backup that somebody needs. All places are asked before the first deletion. */
final class DeletionGuard {
    private final String backup;
    private final Instant now;

    /** @param backup what the operator calls it */
    DeletionGuard(String backup, Instant now) {
        this.backup = backup;
        this.now = now;
    }

    /**
     * Passes if the backup can go.
     *
     * @param places what it is to be deleted from
     * @param others what else holds it: a hold there counts too
     */
    void requireDispensable(List<BackupPlace> places, List<BackupPlace> others)
            throws UndeletableBackupException, IOException {
        if (places.stream()
                .noneMatch(place -> place.isCommitted() || place.entry().isBuried())) {
            throw UndeletableBackupException.uncommitted(backup);
        }
        for (BackupPlace place : places) {
            if (place.isCommitted() && place.isOnlyOne()) {
                throw UndeletableBackupException.onlyOne(backup, place.tier().name());
            }
            requireFree(place);
            requireUnread(place);
        }
        for (BackupPlace other : others) {
            requireFree(other);
        }
    }

    private void requireFree(BackupPlace place) throws UndeletableBackupException {
        Optional<BackupHold> hold = place.entry().holds().stream()
                .filter(each -> each.isActive(now))
                .findFirst();
        if (hold.isPresent()) {
            throw UndeletableBackupException.held(backup, hold.get(), reason(place, hold.get()));
        }
    }

    /** The name alone holds: what cannot be read has no words. */
    private static String reason(BackupPlace place, BackupHold hold) {
        try {
            return new BackupHolds(place.tier().store(), place.lineage().id()).reason(hold);
        } catch (IOException e) {
            return "";
        }
    }

    private void requireUnread(BackupPlace place) throws UndeletableBackupException, IOException {
        RestoreLeases leases =
                new RestoreLeases(place.tier().store(), place.lineage().id());
        if (leases.live(now).contains(place.backup())) {
            throw UndeletableBackupException.isRead(backup, place.tier().name());
        }
    }
}
