package io.pgcairn.daemon.demo;

import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The demo could not be played to its end. */
final class DemoException extends CairnException {
    private static final long serialVersionUID = 1L;

    private DemoException(Fault fault, String message, String hint, @Nullable Throwable cause) {
        super(fault, message, hint, cause);
    }

    static DemoException failed(String message, String hint) {
        return new DemoException(Fault.CHECK_FAILED, message, hint, null);
    }

    static DemoException failed(String message, Exception cause) {
        return new DemoException(
                Fault.CHECK_FAILED,
                message + ": " + cause.getMessage(),
                "play it again with --keep DIR and look at the logs in that directory",
                cause);
    }

    static DemoException notEmpty(Path directory) {
        return new DemoException(
                Fault.DIRECTORY_NOT_EMPTY,
                directory + " is not an empty directory",
                "give --keep a directory that is empty or does not exist",
                null);
    }

    static DemoException noServer(Path jars, @Nullable IOException cause) {
        return new DemoException(
                Fault.POSTGRES_FAILED,
                "no PostgreSQL came along in " + jars,
                "build pgcairn with: mvn -Dmaven.test.skip=true package, or name an installed server's programs with"
                        + " --postgres-bin",
                cause);
    }
}
