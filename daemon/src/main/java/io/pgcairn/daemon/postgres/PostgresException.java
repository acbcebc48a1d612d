package io.pgcairn.daemon.postgres;

import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;
import org.jspecify.annotations.Nullable;

/** What PostgreSQL or the way to it refused. The leaves tell apart what calls for different answers. */
public abstract sealed class PostgresException extends CairnException {
    private static final long serialVersionUID = 1L;

    private final String sqlState;

    private PostgresException(Fault fault, String sqlState, String message, String hint, @Nullable Throwable cause) {
        super(fault, message, hint, cause);
        this.sqlState = sqlState;
    }

    /** PostgreSQL's five-character code; empty if the error did not come from the server. */
    public String sqlState() {
        return sqlState;
    }

    /** No connection, or a lost one, or a server that starts, stops or is full: worth another try. */
    public static final class Unreachable extends PostgresException {
        private static final long serialVersionUID = 1L;

        Unreachable(String sqlState, String message, String hint, @Nullable Throwable cause) {
            super(Fault.POSTGRES_UNREACHABLE, sqlState, message, hint, cause);
        }
    }

    /** The server did not accept who we are. */
    public static final class AuthenticationFailed extends PostgresException {
        private static final long serialVersionUID = 1L;

        AuthenticationFailed(String sqlState, String message, String hint, @Nullable Throwable cause) {
            super(Fault.POSTGRES_AUTHENTICATION, sqlState, message, hint, cause);
        }
    }

    /** The server knows us, and our role may not do this. */
    public static final class PermissionDenied extends PostgresException {
        private static final long serialVersionUID = 1L;

        PermissionDenied(String sqlState, String message, String hint, @Nullable Throwable cause) {
            super(Fault.POSTGRES_PERMISSION, sqlState, message, hint, cause);
        }
    }

    /** The server no longer has the WAL asked for: no retry brings it back. */
    public static final class WalRemoved extends PostgresException {
        private static final long serialVersionUID = 1L;

        WalRemoved(String sqlState, String message, String hint, @Nullable Throwable cause) {
            super(Fault.POSTGRES_WAL_REMOVED, sqlState, message, hint, cause);
        }
    }

    /** Another connection streams from the slot. */
    public static final class SlotInUse extends PostgresException {
        private static final long serialVersionUID = 1L;

        SlotInUse(String sqlState, String message, String hint, @Nullable Throwable cause) {
            super(Fault.POSTGRES_FAILED, sqlState, message, hint, cause);
        }
    }

    /** The server has no such slot. */
    public static final class SlotMissing extends PostgresException {
        private static final long serialVersionUID = 1L;

        SlotMissing(String sqlState, String message, String hint, @Nullable Throwable cause) {
            super(Fault.POSTGRES_FAILED, sqlState, message, hint, cause);
        }
    }

    /** The server belongs to another cluster than the one expected. */
    public static final class WrongCluster extends PostgresException {
        private static final long serialVersionUID = 1L;

        public WrongCluster(SystemId expected, SystemId found, String server) {
            super(
                    Fault.POSTGRES_WRONG_CLUSTER,
                    "",
                    "PostgreSQL at " + server + " has system identifier " + found + ", not " + expected,
                    "point the URI at the right server; after initdb or pg_upgrade give the cluster a new name",
                    null);
        }
    }

    /** Anything else. */
    public static final class Failed extends PostgresException {
        private static final long serialVersionUID = 1L;

        Failed(String sqlState, String message, String hint, @Nullable Throwable cause) {
            super(Fault.POSTGRES_FAILED, sqlState, message, hint, cause);
        }
    }
}
