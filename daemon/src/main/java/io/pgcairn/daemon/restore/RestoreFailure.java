package io.pgcairn.daemon.restore;

import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;
import io.pgcairn.daemon.pipeline.ObjectFailure;
import java.io.IOException;
import java.nio.file.Path;

/** Tells the faults of the backup from those of the disk it is placed on. */
final class RestoreFailure {
    private RestoreFailure() {}

    static CairnException of(BackupId backup, Path dataDirectory, IOException cause) {
        if (cause instanceof PackException pack) {
            return ObjectFailure.of(
                    "restoring " + pack.pack() + " of backup " + backup + " to " + dataDirectory, pack.failure());
        }
        String doing = "restoring backup " + backup + " to " + dataDirectory;
        if (ObjectFailure.isTold(cause)) {
            return ObjectFailure.of(doing, cause);
        }
        return new RestoreException(
                Fault.INTERNAL,
                doing + " failed: " + cause,
                "look at the free space and the permissions of the directories; what was placed is removed",
                cause);
    }
}
