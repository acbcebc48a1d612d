package io.pgcairn.daemon.postgres;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks a server what databases it has and who may read them, over ordinary connections, one for each question. */
public final class DatabaseQueries {
    // A database whose creation or removal was cut short has the connection limit -2: nobody can connect.
    private static final String DATABASES = """
            SELECT datname FROM pg_database
             WHERE datallowconn AND datconnlimit <> -2 AND datname <> 'template0' ORDER BY datname COLLATE "C"
            """;
    private static final String ROLE_PASSWORDS = "SELECT has_table_privilege('pg_catalog.pg_authid', 'SELECT')::text";
    private static final String PROGRAMS = "SELECT setting FROM pg_catalog.pg_config WHERE name = 'BINDIR'";

    private final PostgresConnector connector;

    public DatabaseQueries(PostgresConnector connector) {
        this.connector = connector;
    }

    /** All databases that accept connections, by name; never {@code template0}. */
    public List<String> databases() throws PostgresException {
        return texts("cannot list the databases of", DATABASES);
    }

    /** Whether our role may read the other roles' passwords. */
    public boolean readsRolePasswords() throws PostgresException {
        return texts("cannot ask for the rights of our role in", ROLE_PASSWORDS).contains("true");
    }

    /** Where the server's own programs are on its host; empty for a role that may not know it. */
    public Optional<Path> programs() throws PostgresException {
        try {
            return texts("cannot ask for the programs of", PROGRAMS).stream()
                    .map(Path::of)
                    .findFirst();
        } catch (PostgresException.PermissionDenied e) {
            return Optional.empty();
        }
    }

    private List<String> texts(String doing, String sql) throws PostgresException {
        List<String> found = new ArrayList<>();
        try (Connection connection = connector.sql();
                PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                found.add(row.getString(1));
            }
        } catch (SQLException e) {
            throw PostgresConnector.translate(
                    doing + " PostgreSQL at " + connector.settings().servers(), e);
        }
        return found;
    }
}
