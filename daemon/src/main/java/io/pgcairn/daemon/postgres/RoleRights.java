package io.pgcairn.daemon.postgres;

import java.util.ArrayList;
import java.util.List;

/**
 * What the role that we log in as may do.
 *
 * @param settings it may read where the data directory is
 * @param backups it may start and stop base backups
 * @param major the server's version, since the functions were renamed in 15
 */
public record RoleRights(
        String role, boolean superuser, boolean replication, boolean settings, boolean backups, int major) {
    /** The statements that a superuser is to run so that the role may do all that is needed; none if it may. */
    public List<String> missing() {
        List<String> statements = new ArrayList<>();
        if (superuser) {
            return statements;
        }
        String quoted = '"' + role.replace("\"", "\"\"") + '"';
        if (!replication) {
            statements.add("ALTER ROLE " + quoted + " REPLICATION;");
        }
        if (!settings) {
            statements.add("GRANT pg_read_all_settings TO " + quoted + ";");
        }
        if (!backups) {
            statements.add("GRANT EXECUTE ON FUNCTION " + String.join(", ", functions(major)) + " TO " + quoted + ";");
        }
        return statements;
    }

    /** What starts and what stops a base backup. */
    static List<String> functions(int major) {
        return major >= 15
                ? List.of("pg_backup_start(text, boolean)", "pg_backup_stop(boolean)")
                : List.of("pg_start_backup(text, boolean, boolean)", "pg_stop_backup(boolean, boolean)");
    }
}
