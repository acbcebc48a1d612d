package io.pgcairn.daemon.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;
import io.pgcairn.daemon.restore.WalAnswer;
import io.pgcairn.daemon.restore.WalFiles;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpServerTest {
    private static final InetSocketAddress LOOPBACK = new InetSocketAddress("127.0.0.1", 0);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String NAME = "000000010000000000000003";
    private static final byte[] SEGMENT = new byte[1 << 20];

    static {
        new Random(1).nextBytes(SEGMENT);
    }

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final CountDownLatch released = new CountDownLatch(1);
    private final AtomicInteger closedFiles = new AtomicInteger();
    private volatile WalDesk desk = (_, _, _) -> new WalAnswer.Absent("nothing there");
    private final OneCluster cluster = new OneCluster().with((tier, lineage, name) -> desk.answer(tier, lineage, name));
    private HttpServer server;

    @BeforeEach
    void start() throws CairnException {
        server = serving(HttpSettings.defaults(LOOPBACK));
    }

    private HttpServer serving(HttpSettings settings) throws CairnException {
        return new HttpServer(settings, new Router(cluster, () -> "pgcairn_up 1\n"));
    }

    @AfterEach
    void stop() {
        released.countDown();
        client.close();
        server.close();
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.address().getPort() + path);
    }

    private HttpResponse<byte[]> send(String method, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri(path))
                .timeout(PATIENCE)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    private HttpResponse<byte[]> get(String path) throws Exception {
        return send("GET", path);
    }

    private static Optional<String> proof(HttpResponse<?> response) {
        return response.headers().firstValue("Pgcairn-Absent");
    }

    private WalAnswer found() {
        return new WalAnswer.Found(WalFiles.of(SEGMENT, closedFiles::incrementAndGet));
    }

    @Test
    void a_segment_comes_whole_with_its_name_and_gives_its_memory_back() throws Exception {
        desk = (_, _, _) -> found();
        for (int i = 1; i <= 20; i++) {
            HttpResponse<byte[]> response = get("/clusters/main/wal/" + NAME);
            assertEquals(200, response.statusCode());
            assertArrayEquals(SEGMENT, response.body());
            assertEquals(NAME, response.headers().firstValue("Pgcairn-Segment").orElseThrow());
            assertEquals(
                    "application/octet-stream",
                    response.headers().firstValue("Content-Type").orElseThrow());
            assertEquals(
                    SEGMENT.length,
                    response.headers().firstValueAsLong("Content-Length").orElseThrow());
            int expected = i;
            await(() -> closedFiles.get() == expected);
        }
    }

    private static void await(java.util.function.BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "waited in vain");
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Test
    void head_tells_the_length_without_the_bytes() throws Exception {
        desk = (_, _, _) -> found();
        HttpResponse<byte[]> response = send("HEAD", "/clusters/main/wal/" + NAME);
        assertEquals(200, response.statusCode());
        assertEquals(
                SEGMENT.length,
                response.headers().firstValueAsLong("Content-Length").orElseThrow());
        assertEquals(0, response.body().length);
        await(() -> closedFiles.get() == 1);
    }

    @Test
    void only_a_proven_absence_carries_the_proof() throws Exception {
        HttpResponse<byte[]> absent = get("/clusters/main/wal/" + NAME);
        assertEquals(404, absent.statusCode());
        assertEquals(Optional.of("proven"), proof(absent));
        desk = (_, _, _) -> new WalAnswer.UnknownLineage("no such lineage", "look");
        HttpResponse<byte[]> unknown = get("/clusters/main/lineages/42/wal/" + NAME);
        assertEquals(404, unknown.statusCode());
        assertEquals(Optional.empty(), proof(unknown));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/nothing",
                "/clusters",
                "/clusters/",
                "/clusters/other/wal/000000010000000000000003",
                "/clusters/main",
                "/clusters/main/wal",
                "/clusters/main/wal/a/b",
                "/clusters/main/wal/../../../etc/passwd",
                "/clusters/main/lineages/42/000000010000000000000003",
                "/clusters/other/backups/1",
                "/clusters/main/backups/unknown",
                "/healthz/more",
                "//healthz",
            })
    void unknown_paths_are_404_without_the_proof(String path) throws Exception {
        HttpResponse<byte[]> response = get(path);
        assertEquals(404, response.statusCode());
        assertEquals(Optional.empty(), proof(response));
        Map<String, Object> error = JSON.std.mapFrom(response.body());
        assertTrue(error.keySet().containsAll(Set.of("error", "message", "hint")), error.toString());
    }

    @Test
    void every_other_answer_has_its_status() throws Exception {
        desk = (_, _, _) -> new WalAnswer.Gap("a gap", "do something");
        HttpResponse<byte[]> gap = get("/clusters/main/wal/" + NAME);
        assertEquals(409, gap.statusCode());
        assertEquals("a gap", JSON.std.mapFrom(gap.body()).get("message"));
        desk = (_, _, _) -> new WalAnswer.Contradicted("two", "choose");
        assertEquals(409, get("/clusters/main/wal/" + NAME).statusCode());
        desk = (_, _, _) -> new WalAnswer.AmbiguousLineage("several", "name one");
        assertEquals(409, get("/clusters/main/wal/" + NAME).statusCode());
        desk = (_, _, _) -> new WalAnswer.Malformed("what is that");
        assertEquals(400, get("/clusters/main/wal/" + NAME).statusCode());
        desk = (_, _, _) -> new WalAnswer.Unavailable(Fault.STORE_TIMEOUT, "no answer", "wait");
        HttpResponse<byte[]> unavailable = get("/clusters/main/wal/" + NAME);
        assertEquals(503, unavailable.statusCode());
        assertEquals("store_timeout", JSON.std.mapFrom(unavailable.body()).get("error"));
        assertTrue(unavailable.headers().firstValue("Retry-After").isPresent());
    }

    @Test
    void the_lineage_of_the_path_is_passed_on() throws Exception {
        desk = (_, lineage, name) -> new WalAnswer.Gap(lineage + " " + name, "");
        Object message = JSON.std
                .mapFrom(get("/clusters/main/lineages/42/wal/" + NAME).body())
                .get("message");
        assertEquals("Optional[42] " + NAME, message);
        assertEquals(400, get("/clusters/main/lineages/x/wal/" + NAME).statusCode());
    }

    @Test
    void a_desk_that_throws_is_500_and_no_proof() throws Exception {
        desk = (_, _, _) -> {
            throw new IllegalStateException("a bug");
        };
        HttpResponse<byte[]> response = get("/clusters/main/wal/" + NAME);
        assertEquals(500, response.statusCode());
        assertEquals(Optional.empty(), proof(response));
    }

    @Test
    void tells_health_readiness_and_metrics() throws Exception {
        assertEquals(200, get("/healthz").statusCode());
        assertEquals(200, get("/readyz").statusCode());
        cluster.becomes(new Readiness(false, "no slot"));
        HttpResponse<byte[]> unready = get("/readyz?verbose");
        assertEquals(503, unready.statusCode());
        assertTrue(new String(unready.body(), java.nio.charset.StandardCharsets.UTF_8).contains("no slot"));
        HttpResponse<byte[]> metrics = get("/metrics");
        assertEquals("pgcairn_up 1\n", new String(metrics.body(), java.nio.charset.StandardCharsets.UTF_8));
        assertTrue(metrics.headers().firstValue("Content-Type").orElseThrow().startsWith("text/plain; version=0.0.4"));
    }

    @ParameterizedTest
    @CsvSource({
        "DELETE, /clusters/main/wal/x",
        "PUT, /v1/clusters/main/backups",
        "PATCH, /nothing",
        "POST, /healthz",
        "POST, /clusters/main/wal/x",
        "POST, /v1/clusters/main/backups/1",
    })
    void other_methods_are_refused(String method, String path) throws Exception {
        HttpResponse<byte[]> response = send(method, path);
        assertEquals(405, response.statusCode());
        assertTrue(response.headers().firstValue("Allow").isPresent());
    }

    @Test
    void the_connection_is_kept_and_pipelined_requests_are_answered_in_order() throws Exception {
        desk = (_, _, name) -> new WalAnswer.Gap("gap " + name, "");
        try (RawClient raw = new RawClient(server.address())) {
            raw.send("GET /clusters/main/wal/A HTTP/1.1\r\nHost: localhost\r\n\r\n"
                    + "GET /clusters/main/wal/B HTTP/1.1\r\nHost: localhost\r\n\r\n"
                    + "GET /clusters/main/wal/C HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            String replies = raw.readAll();
            assertTrue(replies.matches("(?s).*gap A.*gap B.*gap C.*"), replies);
        }
    }

    @Test
    void a_strangers_name_for_this_address_is_refused() throws Exception {
        String start = "GET /clusters/main/wal/" + NAME + " HTTP/1.1\r\nConnection: close\r\n";
        for (String host : Arrays.asList("evil.example", "127.0.0.1.evil.example:7411", "localhost.evil", "")) {
            try (RawClient raw = new RawClient(server.address())) {
                raw.send(start + "Host: " + host + "\r\n\r\n");
                String reply = raw.readAll();
                assertTrue(reply.startsWith("HTTP/1.1 403"), host + ": " + reply);
                assertFalse(reply.contains("Pgcairn-Absent"), reply);
            }
        }
        for (String host : Arrays.asList("localhost", "LOCALHOST:7411", "127.0.0.1:1", "[::1]", "[::1]:80")) {
            try (RawClient raw = new RawClient(server.address())) {
                raw.send(start + "Host: " + host + "\r\n\r\n");
                String reply = raw.readAll();
                assertTrue(reply.startsWith("HTTP/1.1 404"), host + ": " + reply);
            }
        }
    }

    @Test
    void listens_on_loopback_only_and_says_when_the_port_is_taken() {
        assertThrows(
                ListenFailure.class,
                () -> serving(HttpSettings.defaults(new InetSocketAddress("0.0.0.0", 0)))
                        .close());
        ListenFailure taken = assertThrows(
                ListenFailure.class,
                () -> serving(HttpSettings.defaults(server.address())).close());
        assertTrue(String.valueOf(taken.getMessage()).contains("cannot listen on"));
        assertFalse(taken.hint().isEmpty());
    }
}
