package io.pgcairn.daemon.cli;

import io.pgcairn.daemon.fault.CairnException;

/** Asks the running daemon how its clusters stand. */
@FunctionalInterface
public interface StatusReader {
    /** @param selection of all clusters if none is named */
    Report status(ClusterSelection selection) throws CairnException, InterruptedException;
}
