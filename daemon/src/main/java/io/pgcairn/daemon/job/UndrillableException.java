package io.pgcairn.daemon.job;

import io.pgcairn.daemon.cluster.OpenedTier;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;

/** There is nothing that a drill could restore, or no way for its copy to the WAL. */
final class UndrillableException extends CairnException {
    private static final long serialVersionUID = 1L;

    private UndrillableException(Fault fault, String message, String hint) {
        super(fault, message, hint, null);
    }

    static UndrillableException empty(OpenedTier tier) {
        return new UndrillableException(
                Fault.NO_BACKUP,
                "tier " + tier.name() + " holds nothing of this cluster",
                "take a base backup first: pgcairn backup --wait");
    }

    static UndrillableException certificateAlone() {
        return new UndrillableException(
                Fault.CONFIGURATION,
                "restores are let in by client certificate alone, and a drill's copy has none",
                "set http.socket, or http.access.restore.token_file, and restart the daemon");
    }
}
