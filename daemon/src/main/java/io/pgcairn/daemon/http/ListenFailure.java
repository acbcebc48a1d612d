package io.pgcairn.daemon.http;

import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;
import org.jspecify.annotations.Nullable;

/** The endpoint cannot listen where it was told to. */
final class ListenFailure extends CairnException {
    private static final long serialVersionUID = 1L;

    ListenFailure(String message, String hint, @Nullable Throwable cause) {
        this(Fault.CONFIGURATION, message, hint, cause);
    }

    private ListenFailure(Fault fault, String message, String hint, @Nullable Throwable cause) {
        super(fault, message, hint, cause);
    }

    /** Somebody has the port, or the address is not there yet: both may pass, and a restart is worth a try. */
    static ListenFailure passing(String message, String hint, @Nullable Throwable cause) {
        return new ListenFailure(Fault.LISTEN_FAILED, message, hint, cause);
    }
}
