package io.pgcairn.daemon.program;

import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;

/** The configuration says nothing of dumps of a cluster. */
final class UndumpedClusterException extends CairnException {
    private static final long serialVersionUID = 1L;

    private UndumpedClusterException(String message, String hint) {
        super(Fault.CONFIGURATION, message, hint, null);
    }

    static UndumpedClusterException of(String cluster) {
        return new UndumpedClusterException(
                "cluster " + cluster + " has no section dumps in the configuration",
                "add one, such as dumps: { schedule: never }, and start the daemon again");
    }
}
