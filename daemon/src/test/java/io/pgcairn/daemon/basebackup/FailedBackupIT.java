package io.pgcairn.daemon.basebackup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.catalog.BackupRecord;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;
import io.pgcairn.daemon.instance.ClusterOptions;
import io.pgcairn.daemon.instance.ServerInstance;
import io.pgcairn.daemon.pipeline.ObjectFailure;
import io.pgcairn.daemon.postgres.PostgresException;
import io.pgcairn.daemon.postgres.SystemId;
import io.pgcairn.daemon.testing.TestPostgres;
import io.pgcairn.storage.StoreUnavailableException;
import io.pgcairn.storage.contract.FaultScript;
import io.pgcairn.storage.contract.StoreStep;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What goes wrong while a backup of a running server is taken, and that nothing is left of it. */
class FailedBackupIT {
    private static final BackupRequest REQUEST = new BackupRequest("", "", BackupListener.SILENT, CommitGate.OPEN);

    @SuppressWarnings("NullAway.Init")
    private static TestPostgres postgres;

    @SuppressWarnings("NullAway.Init")
    private static ServerInstance server;

    @BeforeAll
    static void start() throws Exception {
        postgres = TestPostgres.major(18);
        server = postgres.running();
    }

    @AfterAll
    static void stop() throws Exception {
        postgres.close();
    }

    @Test
    void a_store_that_fails_at_any_step_leaves_nothing_behind() throws Exception {
        for (StoreStep step : List.of(StoreStep.UPLOAD, StoreStep.WRITE, StoreStep.COMMIT, StoreStep.COMMITTED)) {
            for (String part : List.of("/pack/0001", "/manifest", "/backup_manifest")) {
                BackupFixture fixture = new BackupFixture(server);
                fixture.store().follow(failing(step, key -> key.contains(part)));
                CairnException failure = assertThrows(
                        CairnException.class, () -> fixture.backups(server).take(REQUEST), step + " of " + part);
                assertInstanceOf(ObjectFailure.class, failure);
                assertEquals(Fault.STORE_UNAVAILABLE, failure.fault());
                assertEquals(List.of(), fixture.backupObjects(), step + " of " + part);
                awaitNoSession();
            }
        }
    }

    @Test
    void a_commit_mark_that_is_not_stored_leaves_nothing_behind() throws Exception {
        BackupFixture fixture = new BackupFixture(server);
        fixture.store().follow(failing(StoreStep.COMMIT, key -> key.endsWith("backup.json")));
        assertThrows(ObjectFailure.class, () -> fixture.backups(server).take(REQUEST));
        assertEquals(List.of(), fixture.backupObjects());
    }

    @Test
    void a_commit_mark_whose_reply_is_lost_counts() throws Exception {
        BackupFixture fixture = new BackupFixture(server);
        fixture.store().follow(failing(StoreStep.COMMITTED, key -> key.endsWith("backup.json")));
        BackupRecord backup = fixture.backups(server).take(REQUEST);
        assertEquals(List.of(backup), fixture.lineage().backups().list());
    }

    @Test
    void a_hole_in_the_wal_of_a_backup_fails_it() throws Exception {
        BackupFixture fixture = new BackupFixture(server);
        BackupFailedException failure = assertThrows(
                BackupFailedException.class,
                () -> fixture.backups((timeline, stop) -> {}).take(REQUEST));
        assertTrue(String.valueOf(failure.getMessage()).contains("gap"), failure::toString);
        assertEquals(List.of(), fixture.backupObjects());
    }

    @Test
    void a_second_backup_at_the_same_time_is_refused() throws Exception {
        BackupFixture fixture = new BackupFixture(server);
        List<BaseBackups> running = new ArrayList<>();
        List<Exception> refused = new ArrayList<>();
        running.add(fixture.backups((timeline, stop) -> refused.add(
                assertThrows(BackupBusyException.class, () -> running.getFirst().take(REQUEST)))));
        assertThrows(BackupFailedException.class, () -> running.getFirst().take(REQUEST), "for want of WAL");
        assertEquals(1, refused.size());
    }

    @Test
    void a_session_that_is_lost_fails_the_backup() throws Exception {
        BackupFixture fixture = new BackupFixture(server);
        BackupListener killer = progress -> {
            if (progress.files() == 1) {
                terminateBackends();
            }
        };
        BackupFailedException failure = assertThrows(
                BackupFailedException.class,
                () -> fixture.backups(server).take(new BackupRequest("", "", killer, CommitGate.OPEN)));
        assertTrue(failure.hint().contains("connection"), failure::hint);
        assertEquals(List.of(), fixture.backupObjects());
    }

    private static void terminateBackends() {
        try {
            BaseBackupsIT.execute(
                    server,
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'pgcairn'");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_server_of_another_cluster_is_refused() throws Exception {
        BackupFixture fixture = new BackupFixture(server, Optional.of(new SystemId(42)));
        assertThrows(
                PostgresException.WrongCluster.class,
                () -> fixture.backups(server).take(REQUEST));
    }

    @Test
    void a_bad_page_is_counted_and_the_backup_is_kept() throws Exception {
        BackupFixture fixture = new BackupFixture(server);
        BaseBackupsIT.execute(server, "CREATE TABLE damaged AS SELECT n FROM generate_series(1, 10000) n");
        BaseBackupsIT.execute(server, "CHECKPOINT");
        Path table = server.data().resolve(relationPath("damaged"));
        try (FileChannel file = FileChannel.open(table, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap("damage".getBytes(StandardCharsets.UTF_8)), 3 * 8192 + 5000);
        }
        BackupRecord backup = fixture.backups(server).take(REQUEST);
        assertEquals(1, backup.badPages());
        assertEquals(List.of(backup), fixture.lineage().backups().list());
        BaseBackupsIT.execute(server, "DROP TABLE damaged");
    }

    @Test
    void a_standby_is_refused() throws Exception {
        ServerInstance standby = postgres.created(ClusterOptions.DEFAULT);
        Files.createFile(standby.data().resolve("standby.signal"));
        postgres.start(standby, Map.of());
        BackupFixture fixture = new BackupFixture(standby);
        BackupFailedException failure = assertThrows(
                BackupFailedException.class, () -> fixture.backups(standby).take(REQUEST));
        assertTrue(String.valueOf(failure.getMessage()).contains("standby"), failure::toString);
    }

    private static FaultScript failing(StoreStep step, Predicate<String> keys) {
        return FaultScript.failing(step, 1, keys, key -> new StoreUnavailableException("no " + key, "wait", null));
    }

    private static String relationPath(String table) throws SQLException {
        return query("SELECT pg_relation_filepath('" + table + "')");
    }

    /** The server notices a moment later that a session was closed. */
    private static void awaitNoSession() throws SQLException {
        BaseBackupsIT.execute(server, """
                DO $$ BEGIN
                  FOR i IN 1..300 LOOP
                    PERFORM pg_stat_clear_snapshot();
                    IF NOT EXISTS (SELECT FROM pg_stat_activity WHERE application_name = 'pgcairn') THEN
                      RETURN;
                    END IF;
                    PERFORM pg_sleep(0.1);
                  END LOOP;
                  RAISE 'a session of the backup is left';
                END $$
                """);
    }

    private static String query(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
