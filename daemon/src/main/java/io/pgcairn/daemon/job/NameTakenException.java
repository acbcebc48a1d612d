package io.pgcairn.daemon.job;

import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;

/** Another good backup has the name. */
final class NameTakenException extends CairnException {
    private static final long serialVersionUID = 1L;

    NameTakenException(String name, BackupId other) {
        super(
                Fault.BACKUP_NAME_TAKEN,
                "backup " + other + " is named " + name + " already",
                "choose another name, or delete that backup: pgcairn delete " + other,
                null);
    }
}
