package io.pgcairn.daemon.catalog;

import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;

/** Another daemon takes a base backup of the lineage. */
public final class LeaseTakenException extends CairnException {
    private static final long serialVersionUID = 1L;

    LeaseTakenException(LineageId lineage, LeaseTerm term) {
        super(
                Fault.BACKUP_BUSY,
                "a base backup of " + lineage + " is being taken already by " + term.holder()
                        + (term.backup().isEmpty() ? "" : ", " + term.backup()),
                "wait until it is finished; if that daemon is gone, its lease is void if it is still the same in "
                        + term.life().toSeconds() + " s",
                null);
    }
}
