package io.pgcairn.daemon.dump;

import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;
import java.nio.file.Path;
import java.util.List;

/** There is no {@code pg_dump} that can dump the server. */
final class DumpProgramException extends CairnException {
    private static final long serialVersionUID = 1L;

    private DumpProgramException(String message, String hint) {
        super(Fault.DUMP_PROGRAM, message, hint, null);
    }

    static DumpProgramException missing(List<Path> places, int serverMajor) {
        return new DumpProgramException(
                "pg_dump and pg_dumpall are not both found in " + places, install(serverMajor, ""));
    }

    /** @param found the newest there is */
    static DumpProgramException tooOld(DumpPrograms.Found found, int serverMajor) {
        return new DumpProgramException(
                found.version() + " in " + found.directory() + " is too old for a server of version " + serverMajor
                        + ": pg_dump must not be older than the server",
                install(serverMajor, ", or of a newer one"));
    }

    private static String install(int serverMajor, String more) {
        return "install the client programs of PostgreSQL " + serverMajor + more + " (Debian: postgresql-client-"
                + serverMajor + "), or name their directory in dumps.programs";
    }
}
