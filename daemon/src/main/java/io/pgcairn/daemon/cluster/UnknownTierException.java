package io.pgcairn.daemon.cluster;

import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;
import java.util.List;

/** A cluster has no tier of this name. */
public final class UnknownTierException extends CairnException {
    private static final long serialVersionUID = 1L;

    UnknownTierException(String name, String cluster, List<String> known) {
        super(
                Fault.TIER_UNKNOWN,
                "cluster " + cluster + " has no tier " + name,
                "it has " + String.join(", ", known),
                null);
    }
}
