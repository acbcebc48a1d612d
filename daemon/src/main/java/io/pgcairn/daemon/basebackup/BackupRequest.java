package io.pgcairn.daemon.basebackup;

/**
 * A backup to be taken.
 *
 * @param name what the operator calls it, kept in the commit mark; may be empty
 * @param note the operator's words, kept there too; may be empty
 * @param listener hears of its progress
 * @param gate is passed right before the commit mark is written
 */
public record BackupRequest(String name, String note, BackupListener listener, CommitGate gate) {
    private static final int MAX_NOTE = 1000;

    public BackupRequest {
        if (note.length() > MAX_NOTE) {
            throw new IllegalArgumentException("a backup's note has at most " + MAX_NOTE + " characters");
        }
    }
}
