package io.pgcairn.daemon.instance;

import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;
import org.jspecify.annotations.Nullable;

/** A server of our own could not be made, started or stopped. */
public final class InstanceException extends CairnException {
    private static final long serialVersionUID = 1L;

    InstanceException(String message, String hint) {
        this(message, hint, null);
    }

    InstanceException(String message, String hint, @Nullable Throwable cause) {
        super(Fault.POSTGRES_FAILED, message, hint, cause);
    }
}
