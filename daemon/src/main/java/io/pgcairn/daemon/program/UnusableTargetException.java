package io.pgcairn.daemon.program;

import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;

/** What a restore is to reach makes no sense. */
final class UnusableTargetException extends CairnException {
    private static final long serialVersionUID = 1L;

    UnusableTargetException(IllegalArgumentException cause) {
        super(
                Fault.TARGET_INVALID,
                "the target cannot be used: " + cause.getMessage(),
                "pgcairn restore --help shows the forms of targets; pgcairn list shows the backups",
                cause);
    }
}
