package io.pgcairn.daemon.catalog;

import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;
import org.jspecify.annotations.Nullable;

/** The lease on base backups could not be kept: somebody else may take one by now. */
public final class LeaseLostException extends CairnException {
    private static final long serialVersionUID = 1L;

    LeaseLostException(String message, @Nullable Throwable cause) {
        super(
                Fault.BACKUP_FAILED,
                message,
                "see whether this host was suspended or its store did not answer; another daemon of the cluster takes"
                        + " the backup, or this one again",
                cause);
    }

    /** @param cause what the backup ended in because of it */
    public LeaseLostException(LeaseLostException why, Throwable cause) {
        this(String.valueOf(why.getMessage()), cause);
    }
}
