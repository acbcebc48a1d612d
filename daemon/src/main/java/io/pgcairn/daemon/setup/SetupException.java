package io.pgcairn.daemon.setup;

import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;
import org.jspecify.annotations.Nullable;

/** The host cannot be set up as it is wanted; nothing was left behind. */
final class SetupException extends CairnException {
    private static final long serialVersionUID = 1L;

    SetupException(Fault fault, String message, String hint, @Nullable Throwable cause) {
        super(fault, message, hint, cause);
    }

    SetupException(Fault fault, String message, String hint) {
        this(fault, message, hint, null);
    }
}
