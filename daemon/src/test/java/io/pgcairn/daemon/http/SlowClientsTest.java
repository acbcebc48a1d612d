package io.pgcairn.daemon.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pgcairn.daemon.restore.WalAnswer;
import io.pgcairn.daemon.restore.WalFiles;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that are slow, idle or half there do not keep others out. */
class SlowClientsTest {
    private static final int CLIENTS = 300;
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final InetSocketAddress LOOPBACK = new InetSocketAddress("127.0.0.1", 0);
    private static final String WAL = "/clusters/main/wal/000000010000000000000003";

    /** As many segments at once as a cluster has memory for. */
    private final Semaphore buffers = new Semaphore(2, true);

    private final List<RawClient> slow = new ArrayList<>();
    private Optional<HttpServer> server = Optional.empty();

    @AfterEach
    void stop() throws IOException {
        for (RawClient client : slow) {
            client.close();
        }
        server.ifPresent(HttpServer::close);
    }

    private HttpServer serve(HttpSettings settings) throws Exception {
        byte[] segment = new byte[16 << 20];
        OneCluster cluster = new OneCluster().with((_, _, _) -> {
            try {
                if (!buffers.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                    throw new IllegalStateException("no buffer came back");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
            return new WalAnswer.Found(WalFiles.of(segment, buffers::release));
        });
        HttpServer started = new HttpServer(settings, new Router(cluster, () -> "pgcairn_up 1\n"));
        server = Optional.of(started);
        return started;
    }

    /** Shorter than in life, so that the test is: how long a stall may be, not how many there may be. */
    private static HttpSettings impatient() {
        HttpLimits limits = HttpLimits.DEFAULT;
        return HttpSettings.defaults(LOOPBACK)
                .with(new HttpLimits(
                        limits.connections(),
                        limits.calls(),
                        limits.requestPatience(),
                        limits.replyPatience(),
                        Duration.ofSeconds(2),
                        limits.slowest(),
                        limits.grace()));
    }

    private void start(HttpServer at, String... beginnings) throws IOException {
        for (int i = 0; i < CLIENTS; i++) {
            RawClient client = new RawClient(at.address());
            slow.add(client);
            try {
                client.send(beginnings[i % beginnings.length]);
            } catch (IOException e) {
                // Closed in favour of a later one already.
                continue;
            }
        }
    }

    private static HttpResponse<byte[]> get(HttpServer at, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + at.address().getPort() + path))
                .timeout(PATIENCE)
                .build();
        try (HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(PATIENCE)
                .build()) {
            return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        }
    }

    /** Asked again as PostgreSQL's command is, for a client may be closed in favour of others, or told to come back. */
    private static byte[] restored(HttpServer at) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                HttpResponse<byte[]> answer = get(at, WAL);
                if (answer.statusCode() == 200) {
                    return answer.body();
                }
            } catch (IOException e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
            }
            if (System.nanoTime() > end) {
                throw new AssertionError("no segment came");
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Test
    void three_hundred_that_never_finish_their_requests_keep_nobody_out() throws Exception {
        HttpServer at = serve(impatient());
        start(
                at,
                "",
                "GET " + WAL + " HTTP/1.1\r\nHost: loc",
                "POST /v1/clusters/main/backups HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n{",
                "POST /v1/clusters/main/backups HTTP/1.1\r\nHost: localhost\r\n"
                        + "Transfer-Encoding: chunked\r\n\r\n5\r\nab");
        assertEquals(200, get(at, "/metrics").statusCode());
        assertEquals(16 << 20, restored(at).length);
        assertEquals(200, get(at, "/healthz").statusCode());
    }

    @Test
    void three_hundred_that_take_nothing_of_their_segments_keep_nobody_out() throws Exception {
        HttpServer at = serve(impatient());
        start(at, "GET " + WAL + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assertEquals(200, get(at, "/metrics").statusCode());
        assertEquals(200, get(at, "/healthz").statusCode());
        assertEquals(16 << 20, restored(at).length);
        assertEquals(200, get(at, "/metrics").statusCode());
    }

    @Test
    void three_hundred_that_begin_no_handshake_keep_nobody_out(@TempDir Path directory) throws Exception {
        TestCertificates made = new TestCertificates(directory).server("server");
        HttpServer at = serve(
                impatient().with(new TlsSettings(made.file("server.pem"), made.file("server.key"), Optional.empty())));
        start(at, "", "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003");
        try (HttpClient client = HttpClient.newBuilder()
                .connectTimeout(PATIENCE)
                .sslContext(EndpointsTest.context(made.file("ca.pem"), made, ""))
                .build()) {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("https://localhost:" + at.address().getPort() + "/metrics"))
                    .timeout(PATIENCE)
                    .build();
            assertEquals(
                    200,
                    client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode());
        }
    }
}
