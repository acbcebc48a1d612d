package io.pgcairn.daemon.wal;

import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;
import io.pgcairn.daemon.postgres.Lsn;

/** WAL came that cannot be taken, or cannot be taken now. */
public final class IntakeException extends CairnException {
    private static final long serialVersionUID = 1L;

    private IntakeException(Fault fault, String message, String hint) {
        super(fault, message, hint, null);
    }

    private IntakeException(RuntimeException defect) {
        super(
                Fault.INTERNAL,
                "WAL intake met a defect of pgcairn: " + defect,
                "report it with the log; WAL that is not stored stays in the slot",
                defect);
    }

    static IntakeException defect(RuntimeException cause) {
        return new IntakeException(cause);
    }

    static IntakeException notContiguous(Lsn expected, Lsn got) {
        return new IntakeException(
                Fault.POSTGRES_FAILED,
                "WAL from " + expected + " was expected and WAL from " + got + " came",
                "nothing was stored of it; the connection is made anew, and if it happens again this is a defect"
                        + " worth a report");
    }

    static IntakeException foreign(String segment, String why) {
        return new IntakeException(
                Fault.POSTGRES_WRONG_CLUSTER,
                "segment " + segment + " is not this cluster's: " + why,
                "check that the URI names the right server and that its pg_wal is sound (pg_waldump)");
    }

    static IntakeException stalled() {
        return new IntakeException(
                Fault.STORE_UNAVAILABLE,
                "the store is slower than WAL comes in; the connection was let go so that PostgreSQL is not held up",
                "the slot keeps the WAL meanwhile; see the store's errors above, and watch the slot's size");
    }

    static IntakeException silent(long seconds) {
        return new IntakeException(
                Fault.POSTGRES_UNREACHABLE,
                "the server has not answered for " + seconds + " s",
                "check the network and the server; the connection is made anew");
    }

    static StandbyException inRecovery(String server) {
        return new StandbyException(server);
    }

    static IntakeException notDurable(Lsn lsn, Lsn frontier) {
        return new IntakeException(
                Fault.STORE_UNAVAILABLE,
                "WAL up to " + lsn + " did not become durable in time; the frontier is at " + frontier,
                "see the log for why WAL is not stored (server unreachable, store down)");
    }
}
