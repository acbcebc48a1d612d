package io.pgcairn.daemon.basebackup;

/**
 * A backup to be taken.
 *
 * @param note what the operator calls it, kept in the commit mark; may be empty
 * @param listener hears of its progress
 */
public record BackupRequest(String note, BackupListener listener) {
    private static final int MAX_NOTE = 1000;

    public BackupRequest {
        if (note.length() > MAX_NOTE) {
            throw new IllegalArgumentException("a backup's note has at most " + MAX_NOTE + " characters");
        }
    }
}
