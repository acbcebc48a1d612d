package io.pgcairn.daemon.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.restore.WalAnswer;
import io.pgcairn.daemon.restore.WalFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client can make the endpoint hold, and for how long. */
class HttpLimitsTest {
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

    private WalAnswer found() {
        return new WalAnswer.Found(WalFiles.of(SEGMENT, closedFiles::incrementAndGet));
    }

    private static void await(java.util.function.BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "waited in vain");
            LockSupport.parkNanos(1_000_000);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0000\u0001\u0002 garbage\r\n\r\n",
                "GET\r\n\r\n",
                "GET /healthz HTTP/9.x\r\n\r\n",
                "GET /healthz HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5\r\n\r\n",
                "GET /healthz HTTP/1.1\r\nno colon here\r\n\r\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\r\n\r\n",
            })
    void garbage_is_answered_with_an_error_and_closed(String garbage) throws Exception {
        try (RawClient raw = new RawClient(server.address())) {
            raw.send(garbage);
            String reply = raw.readAll();
            assertTrue(reply.startsWith("HTTP/1.1 400"), reply);
        }
        assertEquals(200, get("/healthz").statusCode());
    }

    @Test
    void long_lines_and_headers_are_refused() throws Exception {
        try (RawClient raw = new RawClient(server.address())) {
            raw.send("GET /" + "x".repeat(5000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertTrue(raw.readAll().startsWith("HTTP/1.1 414"));
        }
        try (RawClient raw = new RawClient(server.address())) {
            raw.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\nX: " + "y".repeat(20_000) + "\r\n\r\n");
            assertTrue(raw.readAll().startsWith("HTTP/1.1 431"));
        }
        try (RawClient raw = new RawClient(server.address())) {
            raw.send("POST /v1/clusters/main/backups HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                    + "Content-Length: 100000\r\n\r\n");
            assertTrue(raw.readAll().startsWith("HTTP/1.1 413"));
        }
    }

    private HttpSettings settings(int connections, int calls, Duration request, Duration reply, Duration grace) {
        return HttpSettings.defaults(LOOPBACK)
                .with(new HttpLimits(connections, calls, request, reply, PATIENCE, 1 << 30, grace));
    }

    @Test
    void a_client_that_does_not_finish_its_request_is_cut() throws Exception {
        server.close();
        server = serving(settings(8, 8, Duration.ofMillis(200), PATIENCE, PATIENCE));
        try (RawClient raw = new RawClient(server.address())) {
            raw.send("GET /healthz HTTP/1.1\r\nHost: loc");
            assertEquals("", raw.readAll());
        }
    }

    @Test
    void a_client_that_does_not_take_its_reply_is_cut_and_the_memory_comes_back() throws Exception {
        server.close();
        server = serving(settings(8, 8, PATIENCE, Duration.ofMillis(200), PATIENCE));
        byte[] large = new byte[32 << 20];
        desk = (_, _, _) -> new WalAnswer.Found(WalFiles.of(large, closedFiles::incrementAndGet));
        try (RawClient raw = new RawClient(server.address())) {
            raw.send("GET /clusters/main/wal/" + NAME + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertEquals('H', raw.read());
            await(() -> closedFiles.get() == 1);
        }
    }

    @Test
    void a_client_that_leaves_amid_its_reply_gives_the_memory_back() throws Exception {
        byte[] large = new byte[32 << 20];
        desk = (_, _, _) -> new WalAnswer.Found(WalFiles.of(large, closedFiles::incrementAndGet));
        try (RawClient raw = new RawClient(server.address())) {
            raw.send("GET /clusters/main/wal/" + NAME + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertEquals('H', raw.read());
        }
        await(() -> closedFiles.get() == 1);
    }

    /** Which of the two it is, the table's own test says: a client cannot know when the server is done with it. */
    @Test
    void for_one_connection_too_many_a_silent_one_is_closed_and_the_others_are_served() throws Exception {
        server.close();
        server = serving(settings(2, 8, PATIENCE, PATIENCE, Duration.ZERO));
        try (RawClient first = new RawClient(server.address());
                RawClient second = new RawClient(server.address())) {
            for (RawClient open : List.of(first, second)) {
                open.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
                assertEquals('H', open.read());
            }
            try (RawClient third = new RawClient(server.address())) {
                CompletableFuture<String> ofFirst = allOf(first);
                CompletableFuture<String> ofSecond = allOf(second);
                CompletableFuture.anyOf(ofFirst, ofSecond).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                RawClient kept = ofFirst.isDone() ? second : first;
                for (RawClient served : List.of(third, kept)) {
                    served.send("GET /nothing HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
                }
                assertTrue(third.readAll().startsWith("HTTP/1.1 404"));
                CompletableFuture<String> ofKept = kept == first ? ofFirst : ofSecond;
                String text = ofKept.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                assertTrue(text.contains("HTTP/1.1 404"), text);
            }
        }
    }

    private static CompletableFuture<String> allOf(RawClient client) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return client.readAll();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                task -> Thread.ofVirtual().start(task));
    }

    @Test
    void for_one_too_many_none_is_closed_whose_request_is_worked_on() throws Exception {
        server.close();
        server = serving(settings(1, 8, PATIENCE, PATIENCE, Duration.ZERO));
        desk = (_, _, _) -> {
            hang();
            return new WalAnswer.Absent("at last");
        };
        try (RawClient first = new RawClient(server.address())) {
            first.send("GET /clusters/main/wal/" + NAME + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            await(() -> hangingNow.get() == 1);
            try (RawClient second = new RawClient(server.address())) {
                assertEquals("", second.readAll());
            }
            released.countDown();
            assertTrue(first.readAll().startsWith("HTTP/1.1 404"));
        }
    }

    @Test
    void requests_that_hang_in_the_store_leave_health_alone() throws Exception {
        desk = (_, _, _) -> {
            hang();
            return new WalAnswer.Absent("at last");
        };
        List<CompletableFuture<HttpResponse<byte[]>>> hanging = java.util.stream.IntStream.range(0, 17)
                .mapToObj(_ -> client.sendAsync(
                        HttpRequest.newBuilder(uri("/clusters/main/wal/" + NAME))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray()))
                .toList();
        await(() -> hangingNow.get() == 16);
        assertEquals(200, get("/healthz").statusCode());
        assertEquals(200, get("/metrics").statusCode());
        assertEquals(16, hangingNow.get(), "a seventeenth waits for its turn");
        released.countDown();
        for (CompletableFuture<HttpResponse<byte[]>> one : hanging) {
            assertEquals(404, one.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).statusCode());
        }
    }

    private final AtomicInteger hangingNow = new AtomicInteger();

    private void hang() {
        hangingNow.incrementAndGet();
        try {
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void more_calls_than_allowed_are_told_to_come_back() throws Exception {
        server.close();
        server = serving(settings(8, 1, PATIENCE, PATIENCE, PATIENCE));
        desk = (_, _, _) -> {
            hang();
            return new WalAnswer.Absent("at last");
        };
        CompletableFuture<HttpResponse<byte[]>> first = client.sendAsync(
                HttpRequest.newBuilder(uri("/clusters/main/wal/" + NAME)).build(),
                HttpResponse.BodyHandlers.ofByteArray());
        await(() -> hangingNow.get() == 1);
        assertEquals(503, get("/v1/status").statusCode());
        assertEquals(200, get("/healthz").statusCode());
        released.countDown();
        first.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void a_stop_lets_the_reply_under_way_end() throws Exception {
        server.close();
        server = serving(settings(8, 8, PATIENCE, PATIENCE, PATIENCE));
        desk = (_, _, _) -> {
            hang();
            return found();
        };
        CompletableFuture<HttpResponse<byte[]>> reply = client.sendAsync(
                HttpRequest.newBuilder(uri("/clusters/main/wal/" + NAME)).build(),
                HttpResponse.BodyHandlers.ofByteArray());
        await(() -> hangingNow.get() == 1);
        InetSocketAddress address = server.address();
        Thread stopping = Thread.ofVirtual().start(server::close);
        await(() -> refusesConnections(address));
        released.countDown();
        assertArrayEquals(
                SEGMENT, reply.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).body());
        assertTrue(stopping.join(PATIENCE));
        assertEquals(1, closedFiles.get());
    }

    private static boolean refusesConnections(InetSocketAddress address) {
        try (RawClient probe = new RawClient(address)) {
            probe.send("\r\n");
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Test
    void a_stop_does_not_wait_for_idle_connections() throws Exception {
        server.close();
        server = serving(settings(8, 8, PATIENCE, PATIENCE, Duration.ofHours(1)));
        assertEquals(200, get("/healthz").statusCode());
        assertTrue(Thread.ofVirtual().start(server::close).join(PATIENCE));
    }
}
