package io.pgcairn.daemon.program;

import io.pgcairn.daemon.catalog.BackupHold;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;

/** A base backup is not deleted. */
final class UndeletableBackupException extends CairnException {
    private static final long serialVersionUID = 1L;

    private UndeletableBackupException(Fault fault, String message, String hint) {
        super(fault, message, hint, null);
    }

    static UndeletableBackupException onlyOne(String backup, String tier) {
        return new UndeletableBackupException(
                Fault.BACKUP_NEEDED,
                "tier " + tier + " has no other backup than " + backup,
                "take another one first: pgcairn backup --wait; or add --force");
    }

    static UndeletableBackupException uncommitted(String backup) {
        return new UndeletableBackupException(
                Fault.BACKUP_NEEDED,
                "backup " + backup + " has no commit mark: it is being taken, or it failed",
                "if no daemon is taking it now, add --force to delete what is left of it");
    }

    /** @param reason why it was pinned; may be empty */
    static UndeletableBackupException held(String backup, BackupHold hold, String reason) {
        return new UndeletableBackupException(
                Fault.BACKUP_NEEDED,
                "backup " + backup + " is held "
                        + hold.until().map(end -> "until " + end).orElse("for ever")
                        + (reason.isEmpty() ? "" : ": " + reason),
                "pgcairn unhold " + backup + " ends the hold; or add --force");
    }

    static UndeletableBackupException isRead(String backup, String tier) {
        return new UndeletableBackupException(
                Fault.BACKUP_NEEDED,
                "a restore reads backup " + backup + " from tier " + tier + ", or recovery still replays WAL behind it",
                "wait until it has ended, at most a day; or add --force, and the restore fails");
    }
}
