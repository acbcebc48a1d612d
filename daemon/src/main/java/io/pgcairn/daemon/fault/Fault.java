package io.pgcairn.daemon.fault;

import java.util.Locale;

/**
 * The one table from a kind of error to its exit code, HTTP status and metric label. Codes are stable: scripts test for
 * them. All are below 126, which shells and PostgreSQL read as something else.
 */
public enum Fault {
    INTERNAL(1, 500),
    USAGE(2, 400),
    CONFIGURATION(3, 500),
    CLUSTER_UNKNOWN(4, 404),
    CHECK_FAILED(5, 500),
    TIER_UNKNOWN(6, 404),
    LISTEN_FAILED(7, 500),
    POSTGRES_UNREACHABLE(10, 503),
    POSTGRES_AUTHENTICATION(11, 503),
    POSTGRES_PERMISSION(12, 503),
    POSTGRES_WRONG_CLUSTER(13, 409),
    POSTGRES_WAL_REMOVED(14, 409),
    POSTGRES_FAILED(15, 503),
    STORE_UNAVAILABLE(20, 503),
    STORE_FORBIDDEN(21, 503),
    STORE_FULL(22, 503),
    STORE_TIMEOUT(23, 503),
    OBJECT_MISSING(24, 404),
    WRONG_KEY(30, 503),
    CORRUPT(31, 503),
    TRUNCATED(32, 503),
    KEY_UNUSABLE(33, 500),
    DIRECTORY_NOT_EMPTY(40, 409),
    TARGET_INVALID(41, 400),
    TARGET_BEFORE_FIRST_BACKUP(42, 409),
    TARGET_UNREACHABLE(43, 409),
    NO_BACKUP(44, 404),
    WAL_GAP(45, 409),
    BACKUP_FAILED(50, 500),
    BACKUP_BUSY(51, 409),
    BACKUP_UNKNOWN(52, 404),
    BACKUP_NEEDED(53, 409),
    REPAIR_INCOMPLETE(54, 500),
    BACKUP_NAME_TAKEN(55, 409),
    RETENTION_REFUSED(56, 409),
    DAEMON_UNREACHABLE(60, 503),
    ACCESS_REFUSED(61, 403),
    DUMP_FAILED(70, 500),
    DUMP_BUSY(71, 409),
    DUMP_UNKNOWN(72, 404),
    DUMP_PROGRAM(73, 500),
    DRILL_FAILED(80, 500),
    DRILL_BUSY(81, 409),
    DRILL_UNKNOWN(82, 404);

    private final int exitCode;
    private final int httpStatus;

    Fault(int exitCode, int httpStatus) {
        this.exitCode = exitCode;
        this.httpStatus = httpStatus;
    }

    /** The exit code of a verb that ends in this, 1 to 125. */
    public int exitCode() {
        return exitCode;
    }

    /** The status of a response that ends in this. */
    public int httpStatus() {
        return httpStatus;
    }

    /** The value of the label {@code outcome} in metrics, and of {@code error} in JSON. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
