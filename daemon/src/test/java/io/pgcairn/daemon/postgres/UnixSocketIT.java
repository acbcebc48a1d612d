package io.pgcairn.daemon.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.instance.ClusterOptions;
import io.pgcairn.daemon.instance.ServerInstance;
import io.pgcairn.daemon.testing.SocketServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server's own Unix socket, with both kinds of connections. */
class UnixSocketIT {
    private static PostgresConnector connector(String uri) {
        return new PostgresConnector(PostgresSettings.parse(uri), Map.of(), Clock.systemUTC());
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void both_kinds_of_connections_work_and_say_where(int major) throws Exception {
        try (SocketServer server = SocketServer.start(major, ClusterOptions.DEFAULT, "local all all trust")) {
            PostgresConnector connector = connector(server.uri("postgres") + "&sslmode=verify-full");
            ServerFacts facts = new ServerQueries(connector).facts();
            assertEquals(server.server().data(), facts.dataDirectory());
            try (ReplicationConnection replication = connector.replication()) {
                assertEquals(facts.systemId(), replication.identifySystem().systemId());
                assertTrue(replication.createSlot("it"));
                assertFalse(replication.createSlot("it"));
                assertTrue(replication.slot("it").isPresent());
                replication.dropSlot("it");
            }
            PostgresConnector primary = connector(server.uri("postgres") + "&target_session_attrs=primary");
            try (ReplicationConnection replication = primary.replication()) {
                assertEquals(facts.systemId(), replication.identifySystem().systemId());
            }
            assertTrue(
                    connector
                            .settings()
                            .servers()
                            .endsWith("/.s.PGSQL." + server.server().port()),
                    connector.settings().servers());
        }
    }

    @Test
    void a_query_is_cancelled_over_the_socket() throws Exception {
        try (SocketServer server = SocketServer.start(18, ClusterOptions.DEFAULT, "local all all trust");
                Connection connection = connector(server.uri("postgres")).sql();
                Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(1);
            var ended = assertThrows(java.sql.SQLException.class, () -> statement.execute("SELECT pg_sleep(600)"));
            assertEquals("57014", ended.getSQLState());
            statement.setQueryTimeout(0);
            try (ResultSet row = statement.executeQuery("SELECT inet_server_addr() IS NULL")) {
                assertTrue(row.next() && row.getBoolean(1));
            }
        }
    }

    @Test
    void peer_admits_who_we_are_and_says_what_to_do_otherwise() throws Exception {
        String me = System.getProperty("user.name");
        try (SocketServer server = SocketServer.start(
                18, ClusterOptions.DEFAULT, "local all all peer", "host all all 127.0.0.1/32 trust")) {
            ServerInstance instance = server.server();
            try (Connection connection = connector(instance.uri()).sql();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE ROLE somebody_else LOGIN");
                if (!me.equals(ClusterOptions.SUPERUSER)) {
                    statement.execute("CREATE ROLE \"" + me + "\" LOGIN SUPERUSER");
                }
            }
            PostgresConnector ours = connector(server.uri(""));
            assertEquals(me, ours.settings().user());
            try (ReplicationConnection replication = ours.replication()) {
                assertEquals(TimelineId.FIRST, replication.identifySystem().timeline());
            }
            var refused = assertThrows(
                    PostgresException.AuthenticationFailed.class,
                    () -> connector(server.uri("somebody_else")).sql());
            assertTrue(refused.hint().contains("sudo -u"), refused.hint());
        }
    }

    @Test
    void a_password_is_asked_for_on_a_socket_too() throws Exception {
        try (SocketServer server =
                SocketServer.start(18, ClusterOptions.DEFAULT.withPassword("s3cret"), "local all all scram-sha-256")) {
            String uri = server.uri("postgres");
            var none =
                    assertThrows(PostgresException.class, () -> connector(uri).sql());
            assertEquals("cannot connect", String.valueOf(none.getMessage()).substring(0, 14));
            try (Connection connection =
                    connector(uri.replace("postgres@", "postgres:s3cret@")).sql()) {
                assertTrue(connection.isValid(60));
            }
        }
    }

    @Test
    void a_server_that_is_not_there_is_unreachable_by_the_name_of_its_socket() throws Exception {
        try (SocketServer server = SocketServer.start(18, ClusterOptions.DEFAULT, "local all all trust")) {
            server.server().stop();
            var lost = assertThrows(
                    PostgresException.Unreachable.class,
                    () -> connector(server.uri("postgres")).replication());
            assertTrue(
                    String.valueOf(lost.getMessage())
                            .contains(".s.PGSQL." + server.server().port()),
                    lost.getMessage());
            assertFalse(String.valueOf(lost.getMessage()).contains("100:"), lost.getMessage());
        }
    }
}
