package io.pgcairn.daemon.cli;

import io.pgcairn.daemon.fault.CairnException;
import java.util.Optional;

/** Deletes base backups. */
@FunctionalInterface
public interface BackupDeleter {
    /**
     * Deletes one base backup.
     *
     * @param backup its id or its name
     * @param tier from which tier alone; empty for all
     * @param force also the only backup, one that is held or read, and what is left of one without a commit mark
     */
    Report delete(ClusterSelection selection, String backup, Optional<String> tier, boolean force)
            throws CairnException, InterruptedException;
}
