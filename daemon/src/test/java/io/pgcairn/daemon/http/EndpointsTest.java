package io.pgcairn.daemon.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.fault.CairnException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The endpoint on a Unix socket, and with TLS. */
class EndpointsTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final InetSocketAddress LOOPBACK = new InetSocketAddress("127.0.0.1", 0);

    @TempDir
    private Path directory;

    private Optional<HttpServer> server = Optional.empty();

    @AfterEach
    void stop() {
        server.ifPresent(HttpServer::close);
    }

    private HttpServer serve(HttpSettings settings) throws CairnException {
        HttpServer started = new HttpServer(settings, new Router(new OneCluster(), () -> "pgcairn_up 1\n"));
        server = Optional.of(started);
        return started;
    }

    private AccessSettings guarded(String client) throws IOException {
        Path file = directory.resolve("token");
        Files.writeString(file, "0123456789abcdef\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        AccessSettings.Rule rule = new AccessSettings.Rule(Optional.of(file), Set.of(client));
        return new AccessSettings(Map.of(Scope.RESTORE, rule, Scope.ADMIN, rule));
    }

    private static String ask(Path socket, String request) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
            return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static final String STATUS = "GET /v1/status HTTP/1.1\r\nHost: any.example\r\nConnection: close\r\n\r\n";

    @Test
    void who_opens_the_socket_may_do_everything_and_it_goes_with_the_daemon() throws Exception {
        Path socket = directory.resolve("pgcairn.sock");
        HttpServer first =
                serve(HttpSettings.defaults(LOOPBACK).with(guarded("x")).withSocket(socket));
        assertEquals("rw-rw----", PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)));
        assertTrue(ask(socket, STATUS).startsWith("HTTP/1.1 200 OK"));
        try (RawClient tcp = new RawClient(first.address())) {
            tcp.send(STATUS);
            assertTrue(tcp.readAll().startsWith("HTTP/1.1 401"));
        }
        first.close();
        assertTrue(Files.notExists(socket));
    }

    @Test
    void the_socket_has_its_rights_before_it_has_its_name_and_nothing_is_left_beside_it() throws Exception {
        Path socket = directory.resolve("pgcairn.sock");
        SocketFile file = new SocketFile(socket);
        Path hidden = file.hidden().getPath();
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(hidden.getParent())));
        try (ServerSocketChannel bound = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            bound.bind(UnixDomainSocketAddress.of(hidden));
            Files.setPosixFilePermissions(hidden, PosixFilePermissions.fromString("rwxrwxrwx"));
            assertTrue(Files.notExists(socket), "nobody finds it yet");
            file.open();
        }
        assertEquals("rw-rw----", PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)));
        file.tidy();
        file.remove();
        serve(HttpSettings.defaults(LOOPBACK).withSocket(socket));
        try (Stream<Path> left = Files.list(directory)) {
            assertEquals(List.of(socket), left.toList());
        }
    }

    @Test
    void what_a_daemon_left_that_died_while_it_made_its_socket_is_in_nobodys_way() throws Exception {
        Path socket = directory.resolve("pgcairn.sock");
        Path hidden = new SocketFile(socket).hidden().getPath();
        try (ServerSocketChannel other = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            other.bind(UnixDomainSocketAddress.of(hidden));
        }
        assertTrue(Files.exists(hidden));
        serve(HttpSettings.defaults(LOOPBACK).withSocket(socket));
        assertTrue(ask(socket, STATUS).startsWith("HTTP/1.1 200 OK"));
        assertTrue(Files.notExists(hidden));
    }

    @Test
    void the_socket_of_a_living_daemon_stays_and_that_of_a_dead_one_is_replaced() throws Exception {
        Path socket = directory.resolve("pgcairn.sock");
        try (ServerSocketChannel other = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            other.bind(UnixDomainSocketAddress.of(socket));
            ListenFailure living = assertThrows(
                    ListenFailure.class,
                    () -> serve(HttpSettings.defaults(LOOPBACK).withSocket(socket)));
            assertTrue(String.valueOf(living.getMessage()).contains("another process listens"));
        }
        assertTrue(Files.exists(socket), "the JDK leaves it, as a daemon that was killed does");
        serve(HttpSettings.defaults(LOOPBACK).withSocket(socket));
        assertTrue(ask(socket, STATUS).startsWith("HTTP/1.1 200 OK"));
    }

    @Test
    void a_socket_where_none_can_be_is_refused() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "precious");
        assertThrows(
                ListenFailure.class, () -> serve(HttpSettings.defaults(LOOPBACK).withSocket(file)));
        assertEquals("precious", Files.readString(file));
        ListenFailure tooLong = assertThrows(
                ListenFailure.class,
                () -> serve(HttpSettings.defaults(LOOPBACK).withSocket(directory.resolve("x".repeat(108)))));
        assertTrue(String.valueOf(tooLong.getMessage()).contains("longer than 107 bytes"));
        assertThrows(
                ListenFailure.class,
                () -> serve(HttpSettings.defaults(LOOPBACK).withSocket(directory.resolve("none/pgcairn.sock"))));
    }

    @Test
    void beyond_this_host_it_listens_with_tls_and_tokens_alone() throws Exception {
        InetSocketAddress everywhere = new InetSocketAddress("0.0.0.0", 0);
        TestCertificates made = new TestCertificates(directory).server("server");
        TlsSettings tls = new TlsSettings(made.file("server.pem"), made.file("server.key"), Optional.empty());
        HttpSettings bare = HttpSettings.defaults(everywhere);
        assertThrows(ListenFailure.class, () -> serve(bare));
        assertThrows(ListenFailure.class, () -> serve(bare.with(guarded("x"))));
        assertThrows(ListenFailure.class, () -> serve(bare.with(tls)));
        assertThrows(
                ListenFailure.class,
                () -> serve(bare.with(tls)
                        .with(new AccessSettings(
                                Map.of(Scope.ADMIN, guarded("x").rules().get(Scope.ADMIN))))));
        Exposure.requireGuarded(bare.with(tls).with(guarded("x")));
    }

    @Test
    void tls_serves_tokens_and_client_certificates() throws Exception {
        TestCertificates made = new TestCertificates(directory)
                .server("server")
                .client("operator")
                .client("stranger");
        HttpServer secured = serve(HttpSettings.defaults(LOOPBACK)
                .with(guarded("operator"))
                .with(new TlsSettings(
                        made.file("server.pem"), made.file("server.key"), Optional.of(made.file("ca.pem")))));
        assertEquals(200, get(secured, made, "", "0123456789abcdef"));
        assertEquals(401, get(secured, made, "", "wrong"));
        assertEquals(401, get(secured, made, "", ""));
        assertEquals(200, get(secured, made, "operator", ""));
        assertEquals(401, get(secured, made, "stranger", ""));
        Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
        TestCertificates forged = new TestCertificates(elsewhere).client("operator");
        assertThrows(IOException.class, () -> get(secured, made.file("ca.pem"), forged, "operator", ""));
        assertThrows(SSLHandshakeException.class, () -> get(secured, forged, "", "0123456789abcdef"));
        try (RawClient plain = new RawClient(secured.address())) {
            plain.send(STATUS);
            assertTrue(!plain.readAll().contains("HTTP/1.1 200"));
        }
    }

    private static int get(HttpServer server, TestCertificates made, String client, String token) throws Exception {
        return get(server, made.file("ca.pem"), made, client, token);
    }

    private static int get(HttpServer server, Path ca, TestCertificates made, String client, String token)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("https://localhost:" + server.address().getPort() + "/v1/status"))
                .timeout(PATIENCE);
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        try (HttpClient http = HttpClient.newBuilder()
                .connectTimeout(PATIENCE)
                .sslContext(context(ca, made, client))
                .build()) {
            return http.send(request.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }

    static SSLContext context(Path ca, TestCertificates made, String client) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("ca", PemFiles.certificates(ca).getFirst());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        KeyStore own = KeyStore.getInstance("PKCS12");
        own.load(null, null);
        if (!client.isEmpty()) {
            own.setKeyEntry(
                    "own",
                    PemFiles.key(made.file(client + ".key")),
                    new char[0],
                    PemFiles.certificates(made.file(client + ".pem")).toArray(X509Certificate[]::new));
        }
        keys.init(own, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    @Test
    void a_new_certificate_is_taken_once_its_key_is_there_too() throws Exception {
        TestCertificates made = new TestCertificates(directory).server("old").server("new");
        Path certificate = Files.copy(made.file("old.pem"), directory.resolve("now.pem"));
        Path key = Files.copy(made.file("old.key"), directory.resolve("now.key"));
        Tls tls = new Tls(new TlsSettings(certificate, key, Optional.empty()));
        var old = tls.context();
        Files.writeString(certificate, Files.readString(made.file("new.pem")));
        tls.refresh();
        assertTrue(old == tls.context(), "the new certificate with the old key is none");
        Files.writeString(key, Files.readString(made.file("new.key")));
        tls.refresh();
        assertTrue(old != tls.context());
    }

    @Test
    void files_that_are_no_certificate_or_no_key_are_refused_with_what_to_do() throws Exception {
        TestCertificates made = new TestCertificates(directory).server("server").server("other");
        Path sec1 = Files.writeString(directory.resolve("sec1"), "-----BEGIN EC PRIVATE KEY-----\nAAAA\n");
        assertTrue(refusal(made.file("server.pem"), sec1).contains("openssl pkcs8 -topk8 -nocrypt"));
        assertTrue(refusal(made.file("server.pem"), made.file("other.key")).contains("is not the key of"));
        assertTrue(refusal(made.file("none"), made.file("other.key")).contains("none is not there"));
        assertTrue(refusal(sec1, made.file("other.key")).contains("TLS cannot be served"));
    }

    private static String refusal(Path certificate, Path key) {
        return String.valueOf(assertThrows(
                        ListenFailure.class, () -> new Tls(new TlsSettings(certificate, key, Optional.empty())))
                .getMessage());
    }

    @Test
    void answers_are_counted_by_fixed_words_and_never_by_what_a_client_sent() throws Exception {
        Map<String, Integer> counted = new ConcurrentSkipListMap<>();
        Router router =
                new Router(new OneCluster(), () -> "", _ -> new StatusPage.Page("<html></html>", "default-src 'none'"));
        server = Optional.of(new HttpServer(
                HttpSettings.defaults(LOOPBACK),
                router,
                (route, status) -> counted.merge(route + " " + status, 1, Integer::sum)));
        for (String line : List.of(
                "GET /healthz HTTP/1.1",
                "HEAD /healthz HTTP/1.1",
                "GET /metrics HTTP/1.1",
                "GET / HTTP/1.1",
                "GET /v1/clusters/main HTTP/1.1",
                "GET /v1/clusters/made-up HTTP/1.1",
                "GET /v1/clusters/main/backups/none HTTP/1.1",
                "GET /v1/openapi.json HTTP/1.1",
                "GET /made/up HTTP/1.1",
                "DELETE /v1/status HTTP/1.1",
                "nonsense")) {
            try (RawClient raw = new RawClient(server.orElseThrow().address())) {
                raw.send(line + "\r\nHost: localhost\r\nConnection: close\r\n\r\n");
                raw.readAll();
            }
        }
        assertEquals(
                "{backups 404=1, clusters 200=1, clusters 404=1, healthz 200=2, metrics 200=1, none 404=1,"
                        + " openapi.json 200=1, page 200=1, status 405=1, unreadable 400=1}",
                counted.toString());
    }

    @Test
    void every_reply_carries_what_browsers_heed() throws Exception {
        HttpServer plain = serve(HttpSettings.defaults(LOOPBACK));
        for (String path : new String[] {"/healthz", "/nothing", "/metrics", "/v1/status"}) {
            try (RawClient raw = new RawClient(plain.address())) {
                raw.send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
                String reply = raw.readAll().toLowerCase(java.util.Locale.ROOT);
                for (String header : new String[] {
                    "x-content-type-options: nosniff",
                    "cache-control: no-store",
                    "content-security-policy: default-src 'none'"
                }) {
                    assertTrue(reply.contains(header), path + " lacks " + header);
                }
            }
        }
    }
}
