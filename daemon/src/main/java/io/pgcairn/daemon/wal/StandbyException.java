package io.pgcairn.daemon.wal;

import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;

/** The server is a standby. A daemon that runs beside one waits for its promotion: nothing is wrong. */
public final class StandbyException extends CairnException {
    private static final long serialVersionUID = 1L;

    /** @param server where it is, for a human */
    public StandbyException(String server) {
        super(
                Fault.POSTGRES_WRONG_CLUSTER,
                "PostgreSQL at " + server + " is a standby (pg_is_in_recovery), and WAL is taken from a primary",
                "point the URI at the primary, or name all members and target_session_attrs=read-write",
                null);
    }
}
