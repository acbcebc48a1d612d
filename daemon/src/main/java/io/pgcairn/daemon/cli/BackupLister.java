package io.pgcairn.daemon.cli;

import io.pgcairn.daemon.fault.CairnException;
import java.util.Optional;

/** Lists what is stored. */
@FunctionalInterface
public interface BackupLister {
    /**
     * What is stored of the cluster that is named, or of all.
     *
     * @param tier which tier alone is asked; empty for all
     */
    Listing list(ClusterSelection selection, Optional<String> tier) throws CairnException, InterruptedException;
}
