package io.pgcairn.daemon.http;

import io.pgcairn.daemon.fault.CairnException;
import java.util.Optional;

/** Takes one base backup of one cluster; blocks until it is committed. */
public interface BackupRunner {
    /** Told how far a backup is. */
    interface Progress {
        /** @param totalBytes an estimate, 0 while there is none */
        void report(long doneBytes, long totalBytes);
    }

    /**
     * @param note an operator's words to go with it
     * @return the backup's id
     */
    String run(Optional<String> note, Progress progress) throws CairnException, InterruptedException;
}
