package io.pgcairn.daemon.http;

import java.util.Locale;

/** What a caller may be let in for. */
public enum Scope {
    /** To fetch WAL for a restore. */
    RESTORE,
    /** To read metrics and the page. */
    METRICS,
    /** To ask for backups and read the API; and all that the others may. */
    ADMIN;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
