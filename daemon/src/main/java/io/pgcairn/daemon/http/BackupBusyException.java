package io.pgcairn.daemon.http;

import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;

/** A backup is asked for while one is being taken. */
final class BackupBusyException extends CairnException {
    private static final long serialVersionUID = 1L;

    BackupBusyException(String runningJob) {
        super(
                Fault.BACKUP_BUSY,
                "a backup is being taken already, job " + runningJob,
                "wait for it, or follow it by its job",
                null);
    }
}
