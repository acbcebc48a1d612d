package io.pgcairn.daemon.postgres;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An error as the server reports it.
 *
 * @param sqlState its code, which does not depend on the server's language, unlike the message
 */
record ServerError(String severity, String sqlState, String message, String detail) {
    /** Reads the body of an ErrorResponse: a letter and a zero-ended text per field. */
    static ServerError read(byte[] buffer, int offset, int length) {
        String severity = "";
        String state = "";
        String message = "";
        String detail = "";
        int at = offset;
        int end = offset + length;
        while (at < end && buffer[at] != 0) {
            int stop = zeroFrom(buffer, at + 1, end);
            String value = new String(buffer, at + 1, stop - at - 1, StandardCharsets.UTF_8);
            switch (buffer[at]) {
                case 'V' -> severity = value;
                case 'C' -> state = value;
                case 'M' -> message = value;
                case 'D' -> detail = value;
                default -> {} // the server's source file, line and the like
            }
            at = stop + 1;
        }
        return new ServerError(severity, state, message, detail);
    }

    private static int zeroFrom(byte[] buffer, int from, int end) {
        int at = from;
        while (at < end && buffer[at] != 0) {
            at++;
        }
        return at;
    }

    /** The connection ends with this error. */
    boolean isFatal() {
        return severity.equals("FATAL") || severity.equals("PANIC");
    }

    /**
     * The typed error.
     *
     * @param doing what was asked, and of whom: {@code cannot stream WAL from h1:5432}
     */
    PostgresException toException(String doing, @Nullable Throwable cause) {
        String text = doing + ": " + message + (detail.isEmpty() ? "" : " (" + detail + ")")
                + (sqlState.isEmpty() ? "" : " [" + sqlState + "]");
        return switch (sqlState) {
            case "28P01" ->
                new PostgresException.AuthenticationFailed(
                        sqlState, text, "check the password in the URI, PGPASSWORD or the password file", cause);
            case "28000", "08004" -> refusedLogin(text, cause);
            case "42501" ->
                new PostgresException.PermissionDenied(
                        sqlState,
                        text,
                        "give the role what it lacks: ALTER ROLE … REPLICATION; GRANT pg_monitor TO …",
                        cause);
            case "58P01" -> walRemoved(text, cause);
            case "55006" ->
                new PostgresException.SlotInUse(
                        sqlState,
                        text,
                        "another daemon or receiver uses the slot; stop it or name another slot",
                        cause);
            case "42704" ->
                new PostgresException.SlotMissing(
                        sqlState, text, "create the slot again and take a new base backup", cause);
            default -> byClass(text, cause);
        };
    }

    private PostgresException refusedLogin(String text, @Nullable Throwable cause) {
        if (message.toLowerCase(Locale.ROOT).contains("replication")) {
            return new PostgresException.PermissionDenied(
                    sqlState,
                    text,
                    "ALTER ROLE … REPLICATION, and let pg_hba.conf admit the role to the database \"replication\"",
                    cause);
        }
        if (message.contains("Peer authentication")) {
            return new PostgresException.AuthenticationFailed(
                    sqlState,
                    text,
                    "PostgreSQL admits the role to the operating system's user of the same name alone: run this as that"
                            + " user, such as with sudo -u postgres, or name another role",
                    cause);
        }
        return new PostgresException.AuthenticationFailed(
                sqlState, text, "check user, password, sslmode and the server's pg_hba.conf", cause);
    }

    private PostgresException byClass(String text, @Nullable Throwable cause) {
        boolean busy = sqlState.equals("53300") || sqlState.startsWith("57P");
        if (busy || sqlState.startsWith("08")) {
            String hint = sqlState.equals("53300")
                    ? "raise max_wal_senders or max_connections"
                    : "check that PostgreSQL runs there and that host, port and sslmode are right";
            return new PostgresException.Unreachable(sqlState, text, hint, cause);
        }
        // A slot that was invalidated; a logical one is of the wrong kind instead.
        if (sqlState.equals("55000") && !message.contains("logical") && message.contains("slot")) {
            return walRemoved(text, cause);
        }
        return new PostgresException.Failed(sqlState, text, "see the PostgreSQL server's log for more", cause);
    }

    private PostgresException walRemoved(String text, @Nullable Throwable cause) {
        return new PostgresException.WalRemoved(
                sqlState, text, "the WAL is gone from this server: make a new slot and take a new base backup", cause);
    }
}
