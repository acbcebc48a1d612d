package io.pgcairn.daemon.cli;

import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;

/** An argument is missing, contradicts another or has no meaning. */
final class UnusableArgumentException extends CairnException {
    private static final long serialVersionUID = 1L;

    UnusableArgumentException(Fault fault, String message, String hint) {
        super(fault, message, hint, null);
    }

    static UnusableArgumentException usage(String message, String hint) {
        return new UnusableArgumentException(Fault.USAGE, message, hint);
    }

    static UnusableArgumentException target(String message, String hint) {
        return new UnusableArgumentException(Fault.TARGET_INVALID, message, hint);
    }
}
