package io.pgcairn.daemon.program;

import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;
import java.util.Collection;

/** No backup, or more than one, is called so. */
final class UnknownBackupException extends CairnException {
    private static final long serialVersionUID = 1L;

    private UnknownBackupException(String message, String hint) {
        super(Fault.BACKUP_UNKNOWN, message, hint, null);
    }

    /** @param known what there is instead */
    static UnknownBackupException of(String backup, Collection<String> known) {
        return new UnknownBackupException(
                "there is no backup " + backup,
                known.isEmpty() ? "there is none at all" : "there are " + String.join(", ", known));
    }

    static UnknownBackupException ambiguous(String name, Collection<String> ids) {
        return new UnknownBackupException(
                "more than one backup is called " + name, "say which: " + String.join(", ", ids));
    }

    static UnknownBackupException uncommitted(String backup) {
        return new UnknownBackupException(
                "backup " + backup + " has no commit mark: it is being taken, or it failed",
                "pgcairn list shows the good backups");
    }
}
