package io.pgcairn.daemon.cluster;

import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;
import java.util.List;

/** A verb names no cluster of the configuration. */
final class UnknownClusterException extends CairnException {
    private static final long serialVersionUID = 1L;

    private UnknownClusterException(String message, String hint) {
        super(Fault.CLUSTER_UNKNOWN, message, hint, null);
    }

    UnknownClusterException(String name, List<String> known) {
        this("the configuration has no cluster " + name, "it has " + String.join(", ", known));
    }

    static UnknownClusterException unnamed(List<String> known) {
        return new UnknownClusterException(
                "the configuration has several clusters", "choose one with --cluster: " + String.join(", ", known));
    }
}
