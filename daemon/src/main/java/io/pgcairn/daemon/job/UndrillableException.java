package io.pgcairn.daemon.job;

import io.pgcairn.daemon.cluster.OpenedTier;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;

/** There is nothing that a drill could restore. */
final class UndrillableException extends CairnException {
    private static final long serialVersionUID = 1L;

    private UndrillableException(String message, String hint) {
        super(Fault.NO_BACKUP, message, hint, null);
    }

    static UndrillableException empty(OpenedTier tier) {
        return new UndrillableException(
                "tier " + tier.name() + " holds nothing of this cluster",
                "take a base backup first: pgcairn backup --wait");
    }
}
