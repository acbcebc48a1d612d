package io.pgcairn.daemon.basebackup;

import io.pgcairn.daemon.catalog.BackupId;
import java.util.OptionalLong;

/** Counts what a backup has read, and tells the listener. Safe for use by several threads. */
final class BackupMeter {
    private final BackupId id;
    private final OptionalLong totalBytes;
    private final BackupListener listener;

    // Guarded by this.
    private long files;
    private long bytes;
    private long badPages;

    BackupMeter(BackupId id, OptionalLong totalBytes, BackupListener listener) {
        this.id = id;
        this.totalBytes = totalBytes;
        this.listener = listener;
    }

    synchronized void fileDone(long size, long bad) {
        files++;
        bytes += size;
        badPages += bad;
        listener.progressed(new BackupProgress(id, files, bytes, totalBytes));
    }

    synchronized long files() {
        return files;
    }

    synchronized long bytes() {
        return bytes;
    }

    synchronized long badPages() {
        return badPages;
    }
}
