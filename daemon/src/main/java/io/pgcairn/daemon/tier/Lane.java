package io.pgcairn.daemon.tier;

import io.pgcairn.daemon.catalog.ArchiveName;
import java.io.IOException;
import java.time.Instant;

/** One kind of objects on its way from one tier to another. A pass runs on one thread at a time. */
interface Lane {
    String name();

    /** Notes what was stored in the source; whether it is this lane's. Called by any thread. */
    boolean stored(ArchiveName name, long size);

    /** Whether a pass has something to do at once. */
    boolean isBehind();

    /** When a pass has something to do at the latest. */
    Instant due();

    /** Does all that there is to do; what failed is found again by the next pass. */
    void pass() throws IOException, InterruptedException;

    Backlog backlog();
}
