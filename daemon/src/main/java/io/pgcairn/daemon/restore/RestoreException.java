package io.pgcairn.daemon.restore;

import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;
import org.jspecify.annotations.Nullable;

/** A restore cannot be planned or carried out. */
public final class RestoreException extends CairnException {
    private static final long serialVersionUID = 1L;

    RestoreException(Fault fault, String message, String hint) {
        this(fault, message, hint, null);
    }

    RestoreException(Fault fault, String message, String hint, @Nullable Throwable cause) {
        super(fault, message, hint, cause);
    }
}
