package io.pgcairn.daemon.observe;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** What is known of one cluster's base backups; asked at every scrape, so it answers from memory. */
public interface BackupFigures {
    /** When the last good backup of this type ended; empty if there is none. */
    Optional<Instant> lastSuccess(String type);

    /** Backups that failed since the start. */
    long failures();

    /** How long the newest good one took. */
    Optional<Duration> lastDuration();

    /** The size of the cluster's files in it. */
    OptionalLong lastPlainBytes();

    /** What it takes in the store. */
    OptionalLong lastStoredBytes();

    /** Pages in it whose checksums were wrong in the cluster itself. */
    OptionalLong damagedPages();

    /** For how long one has been under way; zero if none is. */
    Duration runningFor();

    /** For how long it has been known that there is none at all; zero if there is one, or if that is not known. */
    Duration missingFor();
}
