package io.pgcairn.daemon.program;

import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What is to be opened has a name that does not do. */
final class UnusableNameException extends CairnException {
    private static final long serialVersionUID = 1L;

    private UnusableNameException(String message, String hint, @Nullable Throwable cause) {
        super(Fault.USAGE, message, hint, cause);
    }

    static UnusableNameException of(IllegalArgumentException cause) {
        return new UnusableNameException(
                "this is no object's name: " + cause.getMessage(),
                "names are listed in the store itself; docs/format.md tells what they mean",
                cause);
    }

    static UnusableNameException sealed(Path file) {
        return new UnusableNameException(
                file + " is sealed in the age format, and its name does not end in .age",
                "the name tells what to undo: give the file back the name that its object had, such as X.zst.age",
                null);
    }
}
