package io.pgcairn.daemon.observe;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** What is known of the archive on one tier; asked at every scrape, so it answers from memory. */
public interface ArchiveFigures {
    /** From when on every moment can be restored up to {@link #recoverableTo()}; empty if none can. */
    Optional<Instant> recoverableFrom();

    /** The last moment that can be restored, about; empty as above. */
    Optional<Instant> recoverableTo();

    /** What the tier takes; empty until it was looked at. */
    OptionalLong storedBytes();

    /** Backups that the tier is to hold, lacks, and others hold; empty until it was looked at. */
    OptionalLong lostBackups();
}
