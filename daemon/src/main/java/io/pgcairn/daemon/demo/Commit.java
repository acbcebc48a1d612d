package io.pgcairn.daemon.demo;

import io.pgcairn.daemon.postgres.Lsn;
import java.time.Instant;

/**
 * One acknowledged commit. The server does not tell a commit's own position, so it is known by its bounds.
 *
 * @param number the row's
 * @param after the commit's record starts here or later: where WAL stood when the row was written, before the commit
 * @param by the commit's record ends here or earlier: what was flushed after the acknowledgement
 * @param acknowledged when the client heard of it
 */
record Commit(long number, Lsn after, Lsn by, Instant acknowledged) {
    Commit {
        if (by.isBefore(after)) {
            throw new IllegalArgumentException("row " + number + " is committed between " + after + " and " + by);
        }
    }
}
