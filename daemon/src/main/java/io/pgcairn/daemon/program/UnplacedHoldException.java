package io.pgcairn.daemon.program;

import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;
import java.util.List;

/** A hold is not, or no longer, on every tier that it belongs on. */
final class UnplacedHoldException extends CairnException {
    private static final long serialVersionUID = 1L;

    private UnplacedHoldException(Fault fault, String message, String hint, CairnException cause) {
        super(fault, message, hint, cause);
    }

    private UnplacedHoldException(Fault fault, String message, String hint) {
        super(fault, message, hint, null);
    }

    /** @param done the tiers where it was placed before, or from where it was taken */
    static UnplacedHoldException of(CairnException cause, String what, List<String> done) {
        String sofar = done.isEmpty() ? "it was " + what + " no tier" : "it was " + what + " tier " + names(done);
        return new UnplacedHoldException(
                cause.fault(), cause.getMessage() + "; " + sofar, cause.hint() + "; then run the command again", cause);
    }

    /** A prune was faster. */
    static UnplacedHoldException pruned(String backup, List<String> gone, List<String> held) {
        String where = held.isEmpty() ? "" : "; it is held on tier " + names(held);
        return new UnplacedHoldException(
                Fault.BACKUP_UNKNOWN,
                "backup " + backup + " was deleted from tier " + names(gone) + " while the hold was placed" + where,
                held.isEmpty()
                        ? "pgcairn list shows the backups that there are"
                        : "pgcairn repair brings it back from there, if that tier is to have it");
    }

    private static String names(List<String> tiers) {
        return String.join(", ", tiers);
    }
}
