package io.pgcairn.daemon.dump;

import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A dump could not be taken; what was stored of it is gone again. */
final class DumpFailedException extends CairnException {
    private static final long serialVersionUID = 1L;

    private DumpFailedException(String message, String hint, @Nullable Throwable cause) {
        super(Fault.DUMP_FAILED, message, hint, cause);
    }

    /** @param said what the program wrote to its standard error */
    static DumpFailedException ended(String doing, int exitCode, String said) {
        String how = exitCode > 128 ? "was ended by signal " + (exitCode - 128) : "ended with status " + exitCode;
        return new DumpFailedException(
                doing + " failed: it " + how + (said.isEmpty() ? ", without a word" : ": " + said),
                said.isEmpty()
                        ? "look into PostgreSQL's log, and into the kernel's for an ended process"
                        : "mend what it says and dump again; a role that is no superuser needs pg_read_all_data",
                null);
    }

    static DumpFailedException notStarted(String doing, Throwable cause) {
        return new DumpFailedException(
                doing + " failed: the program does not start: " + cause.getMessage(),
                "see that the daemon's user may run it, or name another directory in dumps.programs",
                cause);
    }

    static DumpFailedException absent(List<String> databases, List<String> there) {
        return new DumpFailedException(
                "dumps.databases names what the server does not have or does not let in: " + databases,
                "it has " + there,
                null);
    }
}
