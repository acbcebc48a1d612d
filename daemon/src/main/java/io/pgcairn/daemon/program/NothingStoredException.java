package io.pgcairn.daemon.program;

import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;

/** The store holds nothing of a cluster. */
final class NothingStoredException extends CairnException {
    private static final long serialVersionUID = 1L;

    NothingStoredException(String cluster, String store) {
        super(
                Fault.NO_BACKUP,
                "the store " + store + " holds nothing of cluster " + cluster,
                "check tiers in the configuration; a first backup is taken with: pgcairn backup --wait",
                null);
    }
}
