package io.pgcairn.daemon.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.instance.ClusterOptions;
import io.pgcairn.daemon.instance.ServerInstance;
import io.pgcairn.daemon.testing.CleanEnvironment;
import io.pgcairn.daemon.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConnectionIT {
    private static PostgresConnector connector(String uri) {
        return new PostgresConnector(PostgresSettings.parse(uri), Map.of(), Clock.systemUTC());
    }

    private static String uri(ServerInstance server, String login) {
        return "postgresql://" + login + "@127.0.0.1:" + server.port() + "/postgres";
    }

    @Test
    void scram_takes_the_right_password_and_names_a_wrong_one() throws Exception {
        try (TestPostgres postgres = TestPostgres.major(18)) {
            ServerInstance server = postgres.running(ClusterOptions.DEFAULT.withPassword("a:s3cret"), Map.of());
            try (ReplicationConnection replication =
                    connector(uri(server, "postgres:a%3As3cret")).replication()) {
                assertEquals(TimelineId.FIRST, replication.identifySystem().timeline());
            }
            var wrong = assertThrows(
                    PostgresException.AuthenticationFailed.class,
                    () -> connector(uri(server, "postgres:wr0ng")).replication());
            assertEquals("28P01", wrong.sqlState());
            assertFalse(String.valueOf(wrong.getMessage()).contains("wr0ng"), wrong.getMessage());
            assertThrows(
                    PostgresException.AuthenticationFailed.class,
                    () -> connector(uri(server, "postgres")).sql());
        }
    }

    @ParameterizedTest
    @MethodSource("io.pgcairn.daemon.testing.TestPostgres#majors")
    void a_role_without_replication_is_told_what_it_lacks(int major) throws Exception {
        try (TestPostgres postgres = TestPostgres.major(major)) {
            ServerInstance server = postgres.running();
            try (Connection connection = connector(server.uri()).sql();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE ROLE plain LOGIN");
            }
            var refused = assertThrows(
                    PostgresException.PermissionDenied.class,
                    () -> connector(uri(server, "plain")).replication());
            assertTrue(refused.hint().contains("REPLICATION"), refused.hint());
            assertThrows(
                    PostgresException.AuthenticationFailed.class,
                    () -> connector(uri(server, "nobody_here")).replication());
            Path hba = server.data().resolve("pg_hba.conf");
            Files.writeString(hba, "host all all 127.0.0.1/32 trust\n");
            try (Connection connection = connector(server.uri()).sql();
                    Statement statement = connection.createStatement()) {
                statement.execute("SELECT pg_reload_conf()");
            }
            // The reload reaches new connections a moment later; each attempt is one, and there is no other sign of it.
            PostgresException last = null;
            for (int i = 0; i < 1000 && last == null; i++) {
                try (ReplicationConnection replication = connector(server.uri()).replication()) {
                    replication.identifySystem();
                } catch (PostgresException e) {
                    last = e;
                }
            }
            assertTrue(last instanceof PostgresException.PermissionDenied, String.valueOf(last));
        }
    }

    @Test
    void a_dead_first_host_is_passed_over() throws Exception {
        try (TestPostgres postgres = TestPostgres.major(18)) {
            ServerInstance dead = postgres.running();
            ServerInstance server = postgres.running();
            dead.kill();
            String uri = "postgresql://postgres@127.0.0.1:" + dead.port() + ",127.0.0.1:" + server.port()
                    + "/postgres?target_session_attrs=primary";
            try (ReplicationConnection replication = connector(uri).replication()) {
                assertEquals(
                        new ServerQueries(connector(server.uri())).facts().systemId(),
                        replication.identifySystem().systemId());
            }
            var refused = assertThrows(
                    PostgresException.Unreachable.class,
                    () -> connector(dead.uri()).replication());
            assertTrue(String.valueOf(refused.getMessage()).contains(":" + dead.port()), refused.getMessage());
        }
    }

    /** As one that the server has given up on: nothing is kept for it, which is not "no bytes". */
    @ParameterizedTest
    @MethodSource("io.pgcairn.daemon.testing.TestPostgres#majors")
    void a_slot_that_reserves_nothing_retains_no_number_of_bytes(int major) throws Exception {
        try (TestPostgres postgres = TestPostgres.major(major)) {
            PostgresConnector connector = connector(postgres.running().uri());
            try (Connection connection = connector.sql();
                    Statement statement = connection.createStatement()) {
                statement.execute("SELECT pg_create_physical_replication_slot('none'),"
                        + " pg_create_physical_replication_slot('some', true)");
            }
            ServerQueries queries = new ServerQueries(connector);
            SlotState none = queries.slot("none").orElseThrow();
            assertTrue(none.restart().isEmpty() && none.retainedBytes().isEmpty(), none.toString());
            assertTrue(queries.slot("some").orElseThrow().retainedBytes().isPresent());
        }
    }

    @Test
    void tls_streams_and_a_foreign_certificate_is_refused() throws Exception {
        try (TestPostgres postgres = TestPostgres.major(18)) {
            ServerInstance server = postgres.created(ClusterOptions.DEFAULT);
            Path certificate = selfSigned(server.data());
            postgres.start(server, Map.of("ssl", "on"));
            PostgresConnector connector = connector(server.uri() + "?sslmode=verify-ca&sslrootcert=" + certificate);
            try (Connection connection = connector.sql();
                    Statement statement = connection.createStatement();
                    ResultSet row =
                            statement.executeQuery("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")) {
                assertTrue(row.next() && row.getBoolean(1));
            }
            try (ReplicationConnection replication = connector.replication()) {
                replication.createSlot("cairn");
                SystemIdentity identity = replication.identifySystem();
                Lsn from = replication.segmentSize().startOf(identity.flushed());
                for (int round = 0; round < 2; round++) {
                    CollectingSink sink = new CollectingSink(from);
                    WalStream stream = replication.startReplication("cairn", from, identity.timeline());
                    sink.receive(stream, identity.flushed());
                    stream.patience(java.time.Duration.ofMillis(50));
                    while (stream.next(sink) != WalStream.Progress.SILENCE) {
                        continue;
                    }
                    stream.stop();
                    assertEquals(new StreamEnd.Stopped(), sink.drain(stream));
                }
            }
            // Signed for another name.
            assertThrows(
                    PostgresException.Unreachable.class,
                    () -> connector(server.uri() + "?sslmode=verify-full&sslrootcert=" + certificate)
                            .replication());
        }
    }

    private static Path selfSigned(Path data) throws IOException, InterruptedException {
        Path key = data.resolve("server.key");
        Path certificate = data.resolve("server.crt");
        Process openssl;
        try {
            openssl = CleanEnvironment.of(new ProcessBuilder(
                            "openssl",
                            "req",
                            "-x509",
                            "-newkey",
                            "rsa:2048",
                            "-nodes",
                            "-days",
                            "2",
                            "-subj",
                            "/CN=elsewhere.example",
                            "-keyout",
                            key.toString(),
                            "-out",
                            certificate.toString()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            Assumptions.abort("openssl is not installed");
            throw e;
        }
        assertEquals(0, openssl.waitFor());
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        return certificate;
    }

    @ParameterizedTest
    @MethodSource("io.pgcairn.daemon.testing.TestPostgres#majors")
    void a_server_tells_its_facts_and_its_control_file_agrees(int major) throws Exception {
        try (TestPostgres postgres = TestPostgres.major(major)) {
            Map<String, String> settings = new HashMap<>(Map.of("max_slot_wal_keep_size", "100MB"));
            ServerInstance server = postgres.running(ClusterOptions.DEFAULT, settings);
            Path space = Files.createDirectory(postgres.directory().resolve("space"));
            server.handOver(space);
            try (Connection connection = connector(server.uri()).sql();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLESPACE space LOCATION '" + space + "'");
            }
            ServerFacts facts = new ServerQueries(connector(server.uri())).facts();
            assertEquals(major, facts.major());
            assertEquals(server.data(), facts.dataDirectory());
            assertEquals(100L << 20, facts.maxSlotWalKeepBytes().orElseThrow());
            assertEquals(SegmentSize.DEFAULT, facts.segmentSize());
            assertTrue(facts.dataChecksums());
            assertFalse(facts.inRecovery());
            assertEquals(space, facts.tablespaces().getFirst().location());
            server.stop();
            byte[] file = Files.readAllBytes(server.data().resolve("global/pg_control"));
            ControlData control = ControlData.parse(file);
            assertEquals(facts.systemId(), control.systemId());
            assertEquals(facts.timeline(), control.timeline());
            assertEquals(ControlData.SHUT_DOWN, control.state());
            assertEquals(control.checkpoint(), control.redo());
            assertTrue(control.intact());
            file[100] ^= 1;
            assertFalse(ControlData.parse(file).intact());
        }
    }
}
