package io.pgcairn.daemon.http;

import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;
import org.jspecify.annotations.Nullable;

/** The endpoint cannot listen where it was told to. */
final class ListenFailure extends CairnException {
    private static final long serialVersionUID = 1L;

    ListenFailure(String message, String hint, @Nullable Throwable cause) {
        super(Fault.CONFIGURATION, message, hint, cause);
    }
}
