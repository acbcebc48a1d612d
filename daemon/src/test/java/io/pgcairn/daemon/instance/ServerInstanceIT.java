package io.pgcairn.daemon.instance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.testing.TestPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerInstanceIT {
    private static final ClusterOptions SMALL_SEGMENTS = ClusterOptions.DEFAULT.withWalSegmentMegabytes(1);

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void committed_rows_survive_a_kill_of_all_processes(int major) throws Exception {
        try (TestPostgres postgres = TestPostgres.major(major)) {
            ServerInstance server = postgres.running(SMALL_SEGMENTS, Map.of());
            assertEquals(major, server.binaries().major());
            assertEquals("1MB", ask(server.jdbcUrl(), "SHOW wal_segment_size"));
            assertEquals("replica", ask(server.jdbcUrl(), "SHOW wal_level"));
            run(server.jdbcUrl(), "CREATE TABLE stones AS SELECT generate_series(1, 1000) AS n");
            int port = server.port();
            ProcessHandle postmaster = ProcessHandle.of(server.pid()).orElseThrow();
            List<ProcessHandle> children = postmaster.descendants().toList();

            server.kill();

            assertFalse(server.isRunning());
            assertFalse(children.isEmpty());
            assertThrows(SQLException.class, () -> ask(server.jdbcUrl(), "SELECT 1"));
            postgres.start(server, Map.of());
            assertEquals(port, server.port());
            assertEquals("1000", ask(server.jdbcUrl(), "SELECT count(*) FROM stones"));
            server.stop();
            assertFalse(server.isRunning());
        }
    }

    @Test
    void debian_s_server_starts_and_stops_too() throws Exception {
        try (TestPostgres postgres = TestPostgres.of(TestPostgres.requireDebian())) {
            ServerInstance server = postgres.running();
            assertEquals("on", ask(server.jdbcUrl(), "SHOW data_checksums"));
            server.stopImmediately();
            assertFalse(server.isRunning());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void checksums_can_be_left_out(int major) throws Exception {
        try (TestPostgres postgres = TestPostgres.major(major)) {
            ServerInstance server = postgres.running(ClusterOptions.DEFAULT.withDataChecksums(false), Map.of());
            assertEquals("off", ask(server.jdbcUrl(), "SHOW data_checksums"));
        }
    }

    @Test
    void a_password_is_asked_for_where_one_was_set() throws Exception {
        try (TestPostgres postgres = TestPostgres.major(18)) {
            ServerInstance server = postgres.running(ClusterOptions.DEFAULT.withPassword("a s3cret"), Map.of());
            assertThrows(SQLException.class, () -> ask(server.jdbcUrl() + "&password=wrong", "SELECT 1"));
            assertEquals("1", ask(server.jdbcUrl() + "&password=a%20s3cret", "SELECT 1"));
            try (var files = Files.list(postgres.directory())) {
                assertTrue(files.noneMatch(file -> file.getFileName().toString().startsWith("password")));
            }
        }
    }

    @Test
    void a_setting_that_the_server_refuses_is_quoted_from_its_log() throws Exception {
        try (TestPostgres postgres = TestPostgres.major(18)) {
            ServerInstance server = postgres.created(ClusterOptions.DEFAULT);
            InstanceException refused =
                    assertThrows(InstanceException.class, () -> server.start(Map.of("no_such_setting", "1")));
            assertTrue(refused.hint().contains("no_such_setting"), refused.hint());
            assertFalse(server.isRunning());
        }
    }

    @Test
    void a_copied_directory_starts_beside_its_source_with_its_tablespaces_owned() throws Exception {
        try (TestPostgres postgres = TestPostgres.major(18)) {
            ServerInstance source = postgres.running();
            Path space = Files.createDirectory(postgres.directory().resolve("space"));
            source.handOver(space);
            run(source.jdbcUrl(), "CREATE TABLESPACE space LOCATION '" + space + "'");
            run(source.jdbcUrl(), "CREATE TABLE stones TABLESPACE space AS SELECT 7 AS n");
            source.stop();
            Path copy = postgres.directory().resolve("copy");
            new Command(
                            List.of(
                                    "cp",
                                    "-r",
                                    "--no-dereference",
                                    source.data().toString(),
                                    copy.toString()),
                            postgres.directory(),
                            Duration.ofMinutes(1))
                    .run();
            Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwx------"));
            ServerInstance opened = postgres.opened(copy);
            postgres.start(opened, Map.of());
            assertEquals("7", ask(opened.jdbcUrl(), "SELECT n FROM stones"));
        }
    }

    private static void run(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String ask(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertTrue(rows.next());
            return rows.getString(1);
        }
    }
}
