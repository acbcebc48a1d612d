package io.pgcairn.daemon.observe;

import java.time.Instant;
import java.util.Optional;

/** Whether what is written can be read again here; asked at every scrape, so it answers from memory. */
public interface KeyFigures {
    /**
     * Whether a canary was opened the last time; empty where there is no identity to open it with, or nothing is
     * sealed.
     */
    Optional<Boolean> isUsable();

    /** When one was opened the last time. */
    Optional<Instant> lastProof();
}
