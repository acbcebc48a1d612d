package io.pgcairn.daemon.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.config.Configuration;
import io.pgcairn.daemon.config.ConfigurationLoader;
import io.pgcairn.daemon.config.HttpConfig;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.http.TestCertificates;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How restored servers, and the verbs, reach the daemon of a configuration. */
class WalAskingTest {
    private static final String ACCESS = "access: { restore: { token_file: %s }, admin: { token_file: a } }";

    @TempDir
    private Path directory;

    private Configuration configured(String http) throws Exception {
        Path file = directory.resolve("pgcairn.yaml");
        Files.writeString(file, "http: { " + http + " }\n" + """
                clusters:
                  main:
                    postgres: { uri: "postgresql://postgres@127.0.0.1:5432/postgres" }
                    encryption: { recipients: [age1qqq] }
                    tiers:
                      - { name: near, store: "file:///var/lib/pgcairn" }
                """);
        return new ConfigurationLoader(Map.of()).load(file);
    }

    private String tls() {
        new TestCertificates(directory).server("server").client("db.example");
        return "tls: { certificate: server.pem, key: server.key, client_ca: ca.pem }, ";
    }

    private String path(String name) {
        return directory.resolve(name).toString();
    }

    @Test
    void a_configured_socket_is_asked_whoever_is_let_in_and_though_the_daemon_is_down() throws Exception {
        for (String access : List.of("", ", " + ACCESS.formatted("r"))) {
            WalAsking asking = WalAsking.of(configured("listen: 127.0.0.1:7000, socket: s.sock" + access));
            List<String> options = List.of("--socket", path("s.sock"));
            assertEquals(new WalAsking(URI.create("http://localhost"), options, List.of()), asking);
        }
    }

    @Test
    void a_port_that_anybody_may_take_is_warned_of() throws Exception {
        for (String access : List.of("", ", " + ACCESS.formatted("r"))) {
            WalAsking asking = WalAsking.of(configured("listen: 127.0.0.1:7000" + access));
            assertEquals(URI.create("http://127.0.0.1:7000"), asking.endpoint());
            String advice = asking.advice().getLast();
            assertTrue(advice.startsWith("WARNING: restore_command asks http://127.0.0.1:7000 without TLS"), advice);
            assertTrue(advice.contains("set http.socket"), advice);
        }
    }

    @Test
    void a_socket_that_is_there_needs_no_secret() throws Exception {
        Configuration configuration = configured("socket: s.sock, " + tls() + ACCESS.formatted("r"));
        assertEquals(
                List.of("--token-file", path("r"), "--cacert", path("server.pem")),
                WalAsking.of(configuration).options());
        try (ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            listening.bind(UnixDomainSocketAddress.of(directory.resolve("s.sock")));
            WalAsking asking = WalAsking.of(configuration);
            assertEquals(List.of("--socket", path("s.sock")), asking.options());
            assertEquals(URI.create("http://localhost"), asking.endpoint());
        }
    }

    @Test
    void a_token_and_the_certificate_are_named_by_their_files() throws Exception {
        WalAsking asking = WalAsking.of(configured("listen: 0.0.0.0:7000, " + tls() + ACCESS.formatted("r")));
        assertEquals(List.of("--token-file", path("r"), "--cacert", path("server.pem")), asking.options());
        assertEquals(URI.create("https://127.0.0.1:7000"), asking.endpoint());
        assertEquals(List.of(), asking.advice());
    }

    @Test
    void clients_alone_leave_the_certificate_to_the_operator() throws Exception {
        WalAsking asking = WalAsking.of(
                configured(tls() + "access: { restore: { clients: [standby] }, admin: { clients: [ops] } }"));
        assertTrue(asking.advice().getFirst().contains("add --cert FILE --key FILE"));
    }

    @Test
    void a_credential_that_only_the_unit_can_read_is_warned_of() throws Exception {
        WalAsking asking = WalAsking.of(configured(ACCESS.formatted("/run/credentials/pgcairn.service/restore")));
        String advice = asking.advice().getFirst();
        assertTrue(advice.startsWith("WARNING: /run/credentials/pgcairn.service/restore is a credential"), advice);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gone.pem", "a"})
    void a_certificate_that_cannot_be_read_is_told(String certificate) throws Exception {
        Files.writeString(directory.resolve("a"), "no certificate");
        Configuration configuration =
                configured("tls: { certificate: %s, key: k }, ".formatted(certificate) + ACCESS.formatted("r"));
        CairnException refused = assertThrows(CairnException.class, () -> WalAsking.of(configuration));
        assertTrue(String.valueOf(refused.getMessage()).contains(certificate), refused::getMessage);
        assertThrows(CairnException.class, () -> TcpLine.to(configuration.http()));
    }

    @Test
    void the_verbs_reach_a_daemon_that_listens_everywhere_at_the_loopback_interface() {
        assertEquals(URI.create("http://127.0.0.1:7"), TcpLine.endpoint(new HttpConfig("0.0.0.0", 7)));
        assertEquals(URI.create("http://[::1]:7"), TcpLine.endpoint(new HttpConfig("::", 7)));
        assertEquals(URI.create("http://[::1]:7"), TcpLine.endpoint(new HttpConfig("::1", 7)));
        assertEquals(URI.create("http://db:7"), TcpLine.endpoint(new HttpConfig("db", 7)));
    }

    @Test
    void the_socket_is_the_configured_one_or_none_where_no_unit_makes_one() throws Exception {
        assertEquals(Optional.empty(), DaemonSocket.of(configured("listen: 127.0.0.1:7000")));
        assertEquals(Optional.of(directory.resolve("s.sock")), DaemonSocket.of(configured("socket: s.sock")));
        assertTrue(SocketLine.of(configured("socket: s.sock")).isEmpty(), "nobody listens");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 202 Accepted\r\nContent-Length: 2\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\n",
                ""
            })
    void an_answer_by_the_socket_is_whole_or_an_error(String reply) throws Exception {
        try (ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            listening.bind(UnixDomainSocketAddress.of(directory.resolve("s.sock")));
            Thread.ofVirtual().start(() -> answerAll(listening, reply));
            SocketLine line = SocketLine.of(configured("socket: s.sock")).orElseThrow();
            if (reply.startsWith("HTTP/1.1 202")) {
                DaemonLine.Answer answer = line.ask("POST", "/v1/clusters/main/backups", Optional.of("{}"));
                assertEquals(202, answer.status());
                assertEquals("{}", new String(answer.body(), StandardCharsets.UTF_8));
            } else {
                assertThrows(java.io.IOException.class, () -> line.ask("GET", "/v1/status", Optional.empty()));
            }
        }
    }

    private static void answerAll(ServerSocketChannel listening, String reply) {
        while (listening.isOpen()) {
            try (SocketChannel caller = listening.accept()) {
                StringBuilder request = new StringBuilder();
                ByteBuffer some = ByteBuffer.allocate(1024);
                while (!request.toString().contains("\r\n\r\n") && caller.read(some) >= 0) {
                    request.append(StandardCharsets.US_ASCII.decode(some.flip()));
                    some.clear();
                }
                caller.write(ByteBuffer.wrap(reply.getBytes(StandardCharsets.US_ASCII)));
            } catch (java.io.IOException e) {
                // Who only looks whether somebody listens hangs up.
                continue;
            }
        }
    }
}
