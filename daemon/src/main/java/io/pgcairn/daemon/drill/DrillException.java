package io.pgcairn.daemon.drill;

import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;
import org.jspecify.annotations.Nullable;

/** A drill did not prove what it was to prove. */
public final class DrillException extends CairnException {
    private static final long serialVersionUID = 1L;

    DrillException(String message, String hint) {
        this(message, hint, null);
    }

    private DrillException(String message, String hint, @Nullable Throwable cause) {
        super(Fault.DRILL_FAILED, message, hint, cause);
    }

    /** A drill that failed for a reason that another room tells. */
    public static DrillException of(CairnException cause) {
        return cause instanceof DrillException already
                ? already
                : new DrillException("the drill failed: " + cause.getMessage(), cause.hint(), cause);
    }

    static DrillException timedOut(java.time.Duration limit) {
        return new DrillException(
                "the drill did not end within " + limit.toSeconds() + " s, and was ended",
                "raise drill.timeout, or see what was slow: the store, the disk of drill.directory, or much WAL behind"
                        + " the backup");
    }
}
