package io.pgcairn.daemon.restore;

import java.io.InterruptedIOException;

/** Counts what is placed, and stops all who place once one of them has failed. Safe for use by several threads. */
final class RestoreProgress {
    private final RestoreListener listener;
    private final long totalBytes;
    private long files;
    private long bytes;
    private volatile boolean isStopped;

    RestoreProgress(RestoreListener listener, long totalBytes) {
        this.listener = listener;
        this.totalBytes = totalBytes;
    }

    synchronized void placedBytes(long count) {
        bytes += count;
        listener.placed(files, bytes, totalBytes);
    }

    synchronized void placedFile() {
        files++;
        listener.placed(files, bytes, totalBytes);
    }

    synchronized long files() {
        return files;
    }

    synchronized long bytes() {
        return bytes;
    }

    void stop() {
        isStopped = true;
    }

    void requireGoing() throws InterruptedIOException {
        if (isStopped) {
            throw new InterruptedIOException("the restore was stopped");
        }
    }
}
