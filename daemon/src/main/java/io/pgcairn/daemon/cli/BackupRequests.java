package io.pgcairn.daemon.cli;

import io.pgcairn.daemon.fault.CairnException;

/** Asks the running daemon for base backups. */
@FunctionalInterface
public interface BackupRequests {
    /**
     * Asks for one.
     *
     * @param wait whether to return only when it is committed, or has failed
     */
    Report request(ClusterSelection selection, boolean wait) throws CairnException, InterruptedException;
}
