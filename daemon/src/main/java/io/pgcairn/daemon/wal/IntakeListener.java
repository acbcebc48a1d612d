package io.pgcairn.daemon.wal;

import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.postgres.TimelineId;
import java.time.Duration;

/** Hears of the intake's events, on its threads: to be quick and to throw nothing. */
public interface IntakeListener {
    /** Streaming goes on from this position. */
    void connected(TimelineId timeline, Lsn from);

    /** Streaming has ended. */
    void disconnected();

    /** The intake failed and will try again. */
    void failed(CairnException failure, Duration until);

    /** Storing failed and will be tried again. */
    void storeFailed(CairnException failure, int attempt);

    /** A complete segment is in the store. */
    void segmentStored(String segment, Duration took);

    /** The store holds other bytes under this segment's name as well: two servers write one timeline. */
    void contradiction(String segment);

    /** A tail is in the store. */
    void tailStored(String segment, int bytes);

    /** The server has removed WAL that we lack: a gap that only a new base backup closes. */
    void gap(TimelineId timeline, Lsn from, Lsn to);
}
