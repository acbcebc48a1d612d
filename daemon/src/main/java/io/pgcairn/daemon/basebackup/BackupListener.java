package io.pgcairn.daemon.basebackup;

/** Hears how a backup gets on. Called by one thread at a time, after each file; it is to return at once. */
@FunctionalInterface
public interface BackupListener {
    /** Hears nothing. */
    BackupListener SILENT = progress -> {};

    void progressed(BackupProgress progress);
}
