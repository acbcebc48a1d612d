package io.pgcairn.daemon.basebackup;

import io.pgcairn.daemon.catalog.LineageId;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;

/** A backup of the cluster is being taken already. */
public final class BackupBusyException extends CairnException {
    private static final long serialVersionUID = 1L;

    BackupBusyException(LineageId lineage) {
        super(
                Fault.BACKUP_BUSY,
                "a base backup of " + lineage + " is being taken already",
                "wait until it is finished; pgcairn list shows it then",
                null);
    }
}
