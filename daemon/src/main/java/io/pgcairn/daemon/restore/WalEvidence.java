package io.pgcairn.daemon.restore;

import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.postgres.TimelineHistory;
import io.pgcairn.daemon.postgres.WalMoment;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** What only the WAL itself knows: when transactions ended, and where restore points are. */
interface WalEvidence {
    /** The time of the last transaction's end between two positions of a history. */
    Optional<Instant> newestEnd(TimelineHistory history, Lsn from, Lsn to) throws IOException;

    /** The first restore point of a name between two positions of a history. */
    Optional<WalMoment.NamedPoint> point(String name, TimelineHistory history, Lsn from, Lsn to) throws IOException;

    /**
     * Whether a transaction ended between two positions of a history, or may have: a prepared one's end does not tell.
     *
     * @param xid the transaction's 32 bits
     */
    boolean mayEnd(long xid, TimelineHistory history, Lsn from, Lsn to) throws IOException;

    /** Whether a whole record starts at a position of a history or later. */
    boolean hasRecord(TimelineHistory history, Lsn position, Lsn to) throws IOException;
}
