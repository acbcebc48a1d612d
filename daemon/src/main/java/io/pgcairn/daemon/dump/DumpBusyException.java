package io.pgcairn.daemon.dump;

import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;

/** A dump of the cluster is being taken already. */
public final class DumpBusyException extends CairnException {
    private static final long serialVersionUID = 1L;

    DumpBusyException() {
        super(Fault.DUMP_BUSY, "a dump of this cluster is being taken already", "wait until it has ended", null);
    }
}
