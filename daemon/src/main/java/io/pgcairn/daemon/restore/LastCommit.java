package io.pgcairn.daemon.restore;

import io.pgcairn.daemon.catalog.WalArchive;
import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.postgres.SegmentSize;
import io.pgcairn.daemon.postgres.TimelineHistory;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** Finds the latest moment that stored WAL reaches, by reading its end: for who holds an identity. */
public final class LastCommit {
    /** An idle server fills segment after segment without a commit: a listing does not read them all. */
    public static final int MOST_SEGMENTS = 64;

    private LastCommit() {}

    /**
     * The time of the last transaction that ended before a position. Reads backwards, one segment at a time.
     *
     * @param archive whose inventory is up to date
     * @param from where to begin at the earliest
     * @return empty if none of the last {@link #MOST_SEGMENTS} segments holds one
     * @throws IOException the WAL cannot be read: no key, or it is damaged
     */
    public static Optional<Instant> before(WalArchive archive, TimelineHistory history, Lsn from, Lsn end)
            throws IOException {
        SegmentSize size = archive.inventory().segmentSize();
        Lsn lastByte = new Lsn(Math.max(0, end.value() - 1));
        long first = Math.max(0, size.numberOf(lastByte) - MOST_SEGMENTS + 1);
        return new WalMoments(archive).newestEnd(history, from.max(new Lsn(first * size.bytes())), lastByte);
    }
}
