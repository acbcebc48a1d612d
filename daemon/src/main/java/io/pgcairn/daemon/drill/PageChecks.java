package io.pgcairn.daemon.drill;

import io.pgcairn.daemon.instance.InstanceException;
import io.pgcairn.daemon.instance.PrivateServer;
import io.pgcairn.daemon.instance.ServerProgram;
import io.pgcairn.daemon.postgres.PostgresException;
import java.util.List;

/** What PostgreSQL's own programs say of the copy, where they are installed. */
record PageChecks(PrivateServer server, Deadline deadline, DrillNotes notes) {
    private static final String AMCHECK = "SELECT count(*)::text FROM pg_available_extensions WHERE name = 'amcheck'";

    /** Before the server writes: the files are those of the manifest. */
    void files() throws InstanceException, DrillException, InterruptedException {
        ServerProgram verify = server.program("pg_verifybackup");
        if (!verify.isThere()) {
            notes.found("pg_verifybackup is not installed: the manifest's checksums were compared by pgcairn alone");
            return;
        }
        ServerProgram.End end =
                verify.run(List.of("--no-parse-wal", "--quiet", server.data().toString()), deadline.left());
        require(end, "pg_verifybackup");
        notes.found("pg_verifybackup finds every file as it was backed up");
    }

    /** Tables and indexes of all databases, in a copy that may be written to. */
    void relations(Probe probe) throws InstanceException, PostgresException, DrillException, InterruptedException {
        ServerProgram amcheck = server.program("pg_amcheck");
        boolean hasExtension =
                !probe.rows("template1", AMCHECK).getFirst().getFirst().equals("0");
        if (!amcheck.isThere() || !hasExtension) {
            notes.found("pg_amcheck is not installed: tables and indexes were not looked through");
            return;
        }
        List<String> arguments = List.of(
                "--all",
                "--install-missing",
                "--no-password",
                "--host=" + server.socket(),
                "--port=" + PrivateServer.PORT,
                "--username=" + probe.role());
        require(amcheck.run(arguments, deadline.left()), "pg_amcheck");
        notes.found("pg_amcheck finds no damage in tables and indexes");
    }

    private static void require(ServerProgram.End end, String program) throws DrillException {
        if (end.exitCode() != 0) {
            throw new DrillException(
                    program + " complains of the restored copy: " + firstLine(end.said()), "it wrote: " + end.said());
        }
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("it says nothing");
    }
}
