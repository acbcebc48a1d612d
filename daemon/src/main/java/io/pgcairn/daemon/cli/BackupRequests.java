package io.pgcairn.daemon.cli;

import io.pgcairn.daemon.fault.CairnException;
import java.util.Optional;
import java.util.function.Consumer;

/** Asks the running daemon for base backups. */
@FunctionalInterface
public interface BackupRequests {
    /**
     * What is asked for.
     *
     * @param name what the backup is called
     * @param note words to go with it
     * @param hold how long it is pinned: {@code 30d} or {@code forever}
     * @param waits whether to return only when it is committed, or has failed
     */
    record Order(Optional<String> name, Optional<String> note, Optional<String> hold, boolean waits) {}

    /**
     * Asks for one.
     *
     * @param progress takes a line now and then while it is waited for
     */
    Report request(ClusterSelection selection, Order order, Consumer<String> progress)
            throws CairnException, InterruptedException;
}
