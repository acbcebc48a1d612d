package io.pgcairn.daemon.basebackup;

import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.daemon.fault.CairnException;
import java.io.IOException;

/** The last word on a backup: everything of it is durable, and its commit mark is about to be written. */
@FunctionalInterface
public interface CommitGate {
    /** Lets everything through. */
    CommitGate OPEN = _ -> {};

    /** Whatever it throws, the backup fails and is discarded. */
    void pass(BackupId backup) throws CairnException, IOException, InterruptedException;
}
