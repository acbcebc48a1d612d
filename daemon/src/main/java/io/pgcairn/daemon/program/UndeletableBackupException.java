package io.pgcairn.daemon.program;

import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;
import java.util.List;

/** A base backup is not deleted. */
final class UndeletableBackupException extends CairnException {
    private static final long serialVersionUID = 1L;

    private UndeletableBackupException(Fault fault, String message, String hint) {
        super(fault, message, hint, null);
    }

    static UndeletableBackupException unknown(String backup, List<String> known) {
        return new UndeletableBackupException(
                Fault.BACKUP_UNKNOWN,
                "there is no backup " + backup,
                known.isEmpty() ? "there is none at all" : "there are " + String.join(", ", known));
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
}
