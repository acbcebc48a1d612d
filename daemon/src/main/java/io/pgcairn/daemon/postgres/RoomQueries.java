package io.pgcairn.daemon.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/** Asks a server whether it could serve us, in words that any role may use. */
public final class RoomQueries {
    private static final String ROOM = """
            SELECT current_setting('wal_level'),
                   current_setting('max_wal_senders')::int,
                   (SELECT count(*) FROM pg_stat_replication),
                   current_setting('max_replication_slots')::int,
                   (SELECT count(*) FROM pg_replication_slots),
                   CASE WHEN NOT pg_is_in_recovery() THEN pg_current_wal_lsn()::text END,
                   clock_timestamp()
            """;
    private static final String ROLE = """
            SELECT rolname, rolsuper, rolreplication, pg_has_role('pg_read_all_settings', 'USAGE'),
                   has_function_privilege(?, 'EXECUTE') AND has_function_privilege(?, 'EXECUTE')
              FROM pg_roles WHERE rolname = current_user
            """;

    private final PostgresConnector connector;

    public RoomQueries(PostgresConnector connector) {
        this.connector = connector;
    }

    public ServerRoom room() throws PostgresException {
        try (Connection connection = connector.sql();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(ROOM)) {
            row.next();
            return new ServerRoom(
                    row.getString(1),
                    row.getInt(2),
                    row.getInt(3),
                    row.getInt(4),
                    row.getInt(5),
                    Optional.ofNullable(row.getString(6)).map(Lsn::parse),
                    row.getObject(7, OffsetDateTime.class).toInstant());
        } catch (SQLException e) {
            throw failed("cannot ask for the room left at", e);
        }
    }

    /** What our own role may do. */
    public RoleRights rights() throws PostgresException {
        try (Connection connection = connector.sql();
                PreparedStatement statement = connection.prepareStatement(ROLE)) {
            int major = connection.getMetaData().getDatabaseMajorVersion();
            List<String> functions = RoleRights.functions(major);
            statement.setString(1, functions.getFirst());
            statement.setString(2, functions.getLast());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return new RoleRights(
                        row.getString(1),
                        row.getBoolean(2),
                        row.getBoolean(3),
                        row.getBoolean(4),
                        row.getBoolean(5),
                        major);
            }
        } catch (SQLException e) {
            throw failed("cannot ask for the rights of " + connector.settings().user() + " at", e);
        }
    }

    private PostgresException failed(String doing, SQLException e) {
        return PostgresConnector.translate(
                doing + " PostgreSQL at " + connector.settings().servers(), e);
    }
}
