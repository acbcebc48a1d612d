package io.pgcairn.daemon.cli;

import io.pgcairn.daemon.fault.CairnException;
import java.time.Instant;
import java.util.Optional;

/** Pins base backups, and lets them go again. */
public interface BackupHolder {
    /**
     * Keeps a backup, on every tier that has it.
     *
     * @param backup its id or its name
     * @param until when the hold ends; empty for never
     * @param reason why, in the operator's words; may be empty
     */
    Report hold(ClusterSelection selection, String backup, Optional<Instant> until, String reason)
            throws CairnException, InterruptedException;

    /**
     * Ends all holds on a backup, on every tier.
     *
     * @param backup its id or its name
     */
    Report unhold(ClusterSelection selection, String backup) throws CairnException, InterruptedException;
}
