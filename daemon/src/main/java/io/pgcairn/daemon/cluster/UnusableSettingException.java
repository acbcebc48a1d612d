package io.pgcairn.daemon.cluster;

import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;

/** A value of the configuration has the right form and cannot be used. */
final class UnusableSettingException extends CairnException {
    private static final long serialVersionUID = 1L;

    UnusableSettingException(String message, Exception cause) {
        super(Fault.CONFIGURATION, message, "correct the value in the configuration file", cause);
    }
}
