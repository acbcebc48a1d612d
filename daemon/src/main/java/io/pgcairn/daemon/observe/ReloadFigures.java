package io.pgcairn.daemon.observe;

import java.time.Instant;

/** How reading the configuration went. Safe for use by several threads. */
public interface ReloadFigures {
    /** Whether the newest configuration is in force. */
    boolean isLastSuccess();

    /** When the configuration that is in force was read. */
    Instant lastSuccess();
}
