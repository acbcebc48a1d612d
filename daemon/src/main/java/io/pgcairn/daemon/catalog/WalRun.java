package io.pgcairn.daemon.catalog;

import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.postgres.TimelineId;

/**
 * A stretch of one timeline's WAL without a gap.
 *
 * @param timeline the timeline
 * @param start its first position, a segment's start
 * @param end the position after its last durable byte, tails included
 */
public record WalRun(TimelineId timeline, Lsn start, Lsn end) {
    public WalRun {
        if (!start.isBefore(end)) {
            throw new IllegalArgumentException("a run of WAL has bytes: " + start + " to " + end);
        }
    }
}
