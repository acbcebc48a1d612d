package io.pgcairn.daemon.observe;

import java.time.Instant;
import java.util.Optional;

/** What is known of one cluster's base backups; asked at every scrape, so it answers from memory. */
public interface BackupFigures {
    /** When the last good backup of this type ended; empty if there is none. */
    Optional<Instant> lastSuccess(String type);

    /** Backups that failed since the start. */
    long failures();
}
