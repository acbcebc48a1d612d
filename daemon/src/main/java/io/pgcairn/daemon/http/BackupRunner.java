package io.pgcairn.daemon.http;

import io.pgcairn.daemon.fault.CairnException;

/** Takes one base backup, or one dump, of one cluster; blocks until it is committed. */
public interface BackupRunner {
    /** Told how far a backup is. */
    interface Progress {
        /** @param totalBytes an estimate, 0 while there is none */
        void report(long doneBytes, long totalBytes);
    }

    /** Refuses what cannot be taken, before it begins. */
    default void admit(BackupOrder order) throws CairnException {}

    /** @return its id */
    String run(BackupOrder order, Progress progress) throws CairnException, InterruptedException;
}
