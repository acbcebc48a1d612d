package io.pgcairn.daemon.restore;

import io.pgcairn.daemon.catalog.BackupRecord;
import io.pgcairn.daemon.postgres.TimelineHistory;

/**
 * The backup a restore starts from and the history it follows.
 *
 * @param history of the target timeline; the backup lies on it
 */
record StartingPoint(BackupRecord backup, TimelineHistory history) {
    /** Whether the backup's end is part of a history: the history did not leave its timeline before. */
    static boolean isOn(BackupRecord backup, TimelineHistory history) {
        if (!history.contains(backup.timeline())) {
            return false;
        }
        return history.endOf(backup.timeline())
                .map(end -> !end.isBefore(backup.stopLsn()))
                .orElse(true);
    }
}
