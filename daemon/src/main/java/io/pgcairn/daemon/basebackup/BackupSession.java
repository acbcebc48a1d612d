package io.pgcairn.daemon.basebackup;

import io.pgcairn.daemon.catalog.PathText;
import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.postgres.PostgresConnector;
import io.pgcairn.daemon.postgres.PostgresException;
import io.pgcairn.daemon.postgres.SystemId;
import io.pgcairn.daemon.postgres.TimelineId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one SQL session of a backup. PostgreSQL forgets the backup when it ends, so it stays open from start to stop, and
 * everything is asked in it: with several hosts in the URI another session might talk to another server.
 */
final class BackupSession implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BackupSession.class);

    private static final int FIRST_WITH_NEW_NAMES = 15_00_00;
    private static final int ESTIMATE_SECONDS = 10;
    private static final String TIMELINE = "substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8)";
    private static final String PATIENCE =
            "SET statement_timeout = 0; SET lock_timeout = 0; SET idle_session_timeout = 0";
    private static final String LAYOUT = """
            SELECT current_setting('server_version_num')::int,
                   (SELECT system_identifier::text FROM pg_control_system()),
                   current_setting('data_directory'),
                   (SELECT catalog_version_no FROM pg_control_system()),
                   current_setting('data_checksums') = 'on',
                   current_setting('block_size')::int,
                   pg_size_bytes(current_setting('segment_size')) / current_setting('block_size')::int,
                   coalesce(current_setting('stats_temp_directory', true), '')
            """;

    private final Connection connection;
    private final String servers;
    private boolean hasNewNames = true;

    private BackupSession(Connection connection, String servers) {
        this.connection = connection;
        this.servers = servers;
    }

    static BackupSession open(PostgresConnector connector) throws PostgresException {
        return new BackupSession(connector.sql(), connector.settings().servers());
    }

    /** The server, as messages name it. */
    String servers() {
        return servers;
    }

    /** Asks what the server is; one in recovery is refused. */
    ClusterLayout layout() throws BackupFailedException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(PATIENCE);
            requirePrimary(statement);
            try (ResultSet row = statement.executeQuery(LAYOUT)) {
                row.next();
                hasNewNames = row.getInt(1) >= FIRST_WITH_NEW_NAMES;
                return layout(row);
            }
        } catch (SQLException e) {
            throw failed("asking PostgreSQL for its settings", e);
        }
    }

    private static void requirePrimary(Statement statement) throws SQLException, BackupFailedException {
        try (ResultSet row = statement.executeQuery("SELECT pg_is_in_recovery()")) {
            row.next();
            if (row.getBoolean(1)) {
                throw new BackupFailedException(
                        "the server is a standby, and backups of standbys are not taken yet",
                        "take the backup beside the primary",
                        null);
            }
        }
    }

    private static ClusterLayout layout(ResultSet row) throws SQLException {
        return new ClusterLayout(
                row.getInt(1),
                SystemId.parse(row.getString(2)),
                PathText.absolute(row.getString(3)),
                row.getLong(4),
                row.getBoolean(5),
                new PageLayout(row.getInt(6), row.getLong(7)),
                row.getString(8));
    }

    /** How many bytes there are about; empty if the server does not say so soon. */
    OptionalLong estimate() {
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(ESTIMATE_SECONDS);
            try (ResultSet row = statement.executeQuery("SELECT sum(pg_database_size(oid)) FROM pg_database")) {
                row.next();
                return OptionalLong.of(row.getLong(1));
            }
        } catch (SQLException e) {
            LOG.info("the backup runs without an estimate of its size: {}", e.getMessage());
            return OptionalLong.empty();
        }
    }

    /** @param isFast whether the checkpoint is made at once, or spread over the server's checkpoint time */
    StartedBackup start(String label, boolean isFast) throws BackupFailedException {
        String call = hasNewNames ? "pg_backup_start(?, ?)" : "pg_start_backup(?, ?, false)";
        try (PreparedStatement statement = connection.prepareStatement("SELECT " + call + "::text, " + TIMELINE)) {
            statement.setString(1, label);
            statement.setBoolean(2, isFast);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return new StartedBackup(Lsn.parse(row.getString(1)), TimelineId.parse(row.getString(2)));
            }
        } catch (SQLException e) {
            throw failed("starting the backup in PostgreSQL", e);
        }
    }

    /** Fails if the session was lost, and with it the backup. */
    void requireAlive() throws BackupFailedException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT 1");
        } catch (SQLException e) {
            throw failed("keeping the backup's session", e);
        }
    }

    /** Stops the backup; the server does not wait for its WAL to be archived, we do. */
    StoppedBackup stop() throws BackupFailedException {
        String call = hasNewNames ? "pg_backup_stop(false)" : "pg_stop_backup(false, false)";
        try (Statement statement = connection.createStatement();
                ResultSet stop = statement.executeQuery("SELECT lsn::text, labelfile, spcmapfile FROM " + call)) {
            stop.next();
            String tablespaceMap = stop.getString(3);
            return withMoment(
                    Lsn.parse(stop.getString(1)), stop.getString(2), tablespaceMap == null ? "" : tablespaceMap);
        } catch (SQLException e) {
            throw failed("stopping the backup in PostgreSQL", e);
        }
    }

    /** Asked in a statement of its own: the snapshot of the one that stops is from before the stop. */
    private StoppedBackup withMoment(Lsn stop, String label, String tablespaceMap) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet moment = statement.executeQuery("SELECT clock_timestamp(),"
                        + " pg_snapshot_xmax(pg_current_snapshot())::text::bigint, " + TIMELINE)) {
            moment.next();
            return new StoppedBackup(
                    stop,
                    TimelineId.parse(moment.getString(3)),
                    label,
                    tablespaceMap,
                    moment.getObject(1, OffsetDateTime.class).toInstant(),
                    moment.getLong(2));
        }
    }

    private static BackupFailedException failed(String doing, SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        String hint = "see the PostgreSQL server's log";
        if (state.equals("42501")) {
            hint = "the role needs pg_read_all_settings and EXECUTE on the functions that start and stop a backup";
        } else if (state.startsWith("08") || state.startsWith("57P")) {
            hint = "the connection must last for the whole backup: see the server's log for why it ended, then retry";
        }
        return new BackupFailedException(doing + " failed: " + e.getMessage() + " [" + state + "]", hint, e);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("the backup's session was gone when it was to be closed: {}", e.getMessage());
        }
    }
}
