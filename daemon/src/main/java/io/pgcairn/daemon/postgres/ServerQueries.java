package io.pgcairn.daemon.postgres;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Asks a server about itself over ordinary connections, one for each question. */
public final class ServerQueries {
    private static final String FACTS = """
            SELECT current_setting('server_version_num')::int,
                   (SELECT system_identifier::text FROM pg_control_system()),
                   (SELECT timeline_id FROM pg_control_checkpoint()),
                   pg_is_in_recovery(),
                   pg_size_bytes(current_setting('wal_segment_size')),
                   current_setting('data_checksums') = 'on',
                   current_setting('data_directory'),
                   current_setting('config_file'),
                   current_setting('hba_file'),
                   (SELECT setting::bigint FROM pg_settings WHERE name = 'max_slot_wal_keep_size')
            """;
    private static final String PLACE = """
            SELECT setting, floor(extract(epoch FROM pg_postmaster_start_time()))::bigint FROM pg_settings
             WHERE name = 'data_directory'
            """;
    private static final String TABLESPACES = """
            SELECT oid, spcname, pg_tablespace_location(oid) FROM pg_tablespace
             WHERE spcname NOT IN ('pg_default', 'pg_global') ORDER BY oid
            """;
    private static final String SLOT = """
            SELECT active, restart_lsn::text, coalesce(wal_status, ''), safe_wal_size,
                   CASE WHEN restart_lsn IS NOT NULL THEN greatest(0, pg_wal_lsn_diff(
                           CASE WHEN pg_is_in_recovery()
                                THEN coalesce(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn())
                                ELSE pg_current_wal_lsn() END, restart_lsn))::bigint END
              FROM pg_replication_slots
             WHERE slot_name = ? AND slot_type = 'physical'
            """;

    private final PostgresConnector connector;

    public ServerQueries(PostgresConnector connector) {
        this.connector = connector;
    }

    /** Everything at once. */
    public ServerFacts facts() throws PostgresException {
        try (Connection connection = connector.sql();
                Statement statement = connection.createStatement()) {
            List<ServerFacts.Tablespace> tablespaces = tablespaces(statement);
            try (ResultSet row = statement.executeQuery(FACTS)) {
                row.next();
                return facts(row, tablespaces);
            }
        } catch (SQLException e) {
            throw failed("cannot ask for the settings of", e);
        }
    }

    private static ServerFacts facts(ResultSet row, List<ServerFacts.Tablespace> tablespaces) throws SQLException {
        long keepMegabytes = row.getLong(10);
        return new ServerFacts(
                row.getInt(1),
                new SystemId(row.getLong(2)),
                new TimelineId(row.getLong(3)),
                row.getBoolean(4),
                new SegmentSize(row.getInt(5)),
                row.getBoolean(6),
                Path.of(row.getString(7)),
                Path.of(row.getString(8)),
                Path.of(row.getString(9)),
                keepMegabytes < 0 ? OptionalLong.empty() : OptionalLong.of(keepMegabytes << 20),
                tablespaces);
    }

    private static List<ServerFacts.Tablespace> tablespaces(Statement statement) throws SQLException {
        List<ServerFacts.Tablespace> found = new ArrayList<>();
        try (ResultSet row = statement.executeQuery(TABLESPACES)) {
            while (row.next()) {
                found.add(new ServerFacts.Tablespace(row.getLong(1), row.getString(2), Path.of(row.getString(3))));
            }
        }
        return found;
    }

    /** A physical slot's state; empty if there is none of this name. */
    public Optional<SlotState> slot(String name) throws PostgresException {
        return slot(name, PostgresConnector.SQL_TIMEOUT);
    }

    /** @param patience for each of the server's answers, at least a second */
    public Optional<SlotState> slot(String name, Duration patience) throws PostgresException {
        try (Connection connection = connector.sql(patience);
                PreparedStatement statement = connection.prepareStatement(SLOT)) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(slot(name, row)) : Optional.empty();
            }
        } catch (SQLException e) {
            throw failed("cannot ask for replication slot " + name + " of", e);
        }
    }

    private static SlotState slot(String name, ResultSet row) throws SQLException {
        Optional<Lsn> restart = Optional.ofNullable(row.getString(2)).map(Lsn::parse);
        long safe = row.getLong(4);
        OptionalLong safeBytes = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(safe);
        long retained = row.getLong(5);
        OptionalLong retainedBytes = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(retained);
        return new SlotState(name, row.getBoolean(1), restart, row.getString(3), safeBytes, retainedBytes);
    }

    /** Where the server keeps its files, and when it started; empty for a role that may not know the first. */
    public Optional<DataPlace> place(Duration patience) throws PostgresException {
        try (Connection connection = connector.sql(patience);
                PreparedStatement statement = connection.prepareStatement(PLACE);
                ResultSet row = statement.executeQuery()) {
            return row.next()
                    ? Optional.of(new DataPlace(Path.of(row.getString(1)), row.getLong(2)))
                    : Optional.empty();
        } catch (SQLException e) {
            throw failed("cannot ask for the data directory of", e);
        }
    }

    /**
     * Where the server keeps its files.
     *
     * @param startSeconds when the server had started, in seconds since 1970
     */
    public record DataPlace(Path directory, long startSeconds) {}

    private PostgresException failed(String doing, SQLException e) {
        return PostgresConnector.translate(
                doing + " PostgreSQL at " + connector.settings().servers(), e);
    }
}
