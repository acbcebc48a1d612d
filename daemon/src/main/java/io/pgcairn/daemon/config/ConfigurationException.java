package io.pgcairn.daemon.config;

import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;
import org.jspecify.annotations.Nullable;

/** The configuration file cannot be read or makes no sense; the message lists every problem with its line. */
public final class ConfigurationException extends CairnException {
    private static final long serialVersionUID = 1L;

    ConfigurationException(String message, String hint, @Nullable Throwable cause) {
        super(Fault.CONFIGURATION, message, hint, cause);
    }
}
