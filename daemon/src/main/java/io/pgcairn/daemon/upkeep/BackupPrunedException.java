package io.pgcairn.daemon.upkeep;

import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;

/** A backup was deleted while a restore of it began. */
final class BackupPrunedException extends CairnException {
    private static final long serialVersionUID = 1L;

    BackupPrunedException(BackupId backup) {
        super(
                Fault.BACKUP_UNKNOWN,
                "backup " + backup + ", or WAL behind it, was deleted while the restore began",
                "run the restore again: it plans with what there is",
                null);
    }
}
