package io.pgcairn.daemon.basebackup;

import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.postgres.TimelineId;

/**
 * Waits for the intake of WAL. A quiet server needs no switch of segments: the intake makes what a filling segment
 * holds durable within seconds.
 */
@FunctionalInterface
public interface WalDurability {
    /**
     * Returns once every byte of the timeline's WAL before {@code stop} is durable, as far as the intake received it.
     *
     * @throws CairnException that will not be, or took too long
     */
    void awaitDurable(TimelineId timeline, Lsn stop) throws CairnException, InterruptedException;
}
