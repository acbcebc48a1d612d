package io.pgcairn.daemon.basebackup;

import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;
import org.jspecify.annotations.Nullable;

/** A backup could not be taken; what was stored of it is gone again. */
public final class BackupFailedException extends CairnException {
    private static final long serialVersionUID = 1L;

    BackupFailedException(String message, String hint, @Nullable Throwable cause) {
        super(Fault.BACKUP_FAILED, message, hint, cause);
    }
}
