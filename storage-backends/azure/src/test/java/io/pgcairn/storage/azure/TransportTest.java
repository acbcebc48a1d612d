package io.pgcairn.storage.azure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.storage.ByteRange;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.StoreContext;
import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.StoreSettings;
import io.pgcairn.storage.StoreTimeoutException;
import io.pgcairn.storage.StoreUnavailableException;
import io.pgcairn.storage.remote.RemoteBody;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that fall silent, and callers that will not wait. */
class TransportTest {
    private static final URI LOCATION = URI.create("azure://someaccount/container");
    private static final ObjectKey KEY = new ObjectKey("a/b");
    private static final int BODY = 100_000;

    /** Half of it is how long a server may be silent, and a loaded machine needs some of that to answer at all. */
    private static final Duration LONG_ENOUGH_TO_BEGIN = Duration.ofSeconds(40);

    private final CountDownLatch end = new CountDownLatch(1);

    @TempDir
    Path directory;

    private AzureObjects requests(int port, Duration timeout) throws IOException {
        Path key = Files.writeString(directory.resolve("key"), "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
        String endpoint = "http://127.0.0.1:" + port + "/someaccount";
        StoreSettings settings =
                new StoreSettings(timeout, Map.of("account_key_file", key.toString(), "endpoint", endpoint));
        AzureSettings azure = AzureSettings.read(AzureLocation.parse(LOCATION), LOCATION, settings);
        return AzureClient.objects(azure, settings, StoreContext.plain());
    }

    private void hang() {
        try {
            assertTrue(end.await(5, TimeUnit.MINUTES), "the test has ended");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Recorder sendingHalfABody() throws IOException {
        return Recorder.start(exchange -> {
            exchange.getResponseHeaders().set("ETag", "\"0x1\"");
            exchange.sendResponseHeaders(200, BODY);
            exchange.getResponseBody().write(new byte[BODY / 2]);
            exchange.getResponseBody().flush();
            hang();
        });
    }

    @Test
    void ends_a_read_when_the_server_falls_silent_amid_a_body() throws Exception {
        try (Recorder recorder = sendingHalfABody();
                AzureObjects requests = requests(recorder.port(), LONG_ENOUGH_TO_BEGIN)) {
            RemoteBody body = requests.get(KEY, ByteRange.ALL, Optional.empty());
            assertEquals(BODY, body.length());
            assertEquals(BODY / 2, body.stream().readNBytes(BODY / 2).length);
            assertThrows(HttpTimeoutException.class, () -> body.stream().read());
            end.countDown();
        }
    }

    @Test
    void refuses_the_whole_blob_where_its_rest_was_asked_for() throws Exception {
        try (Recorder recorder = sendingHalfABody();
                AzureObjects requests = requests(recorder.port(), LONG_ENOUGH_TO_BEGIN)) {
            assertThrows(StoreUnavailableException.class, () -> requests.get(KEY, ByteRange.from(7), Optional.empty()));
            end.countDown();
        }
    }

    @Test
    void ends_a_request_that_is_never_answered() throws Exception {
        try (Recorder recorder = Recorder.start(exchange -> hang());
                AzureObjects requests = requests(recorder.port(), Duration.ofSeconds(2))) {
            assertThrows(StoreTimeoutException.class, () -> requests.head(KEY));
            assertThrows(StoreTimeoutException.class, () -> requests.list("", "", 1));
            end.countDown();
        }
    }

    @Test
    void ends_requests_under_way_when_it_is_closed() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        try (Recorder recorder = Recorder.start(exchange -> {
            asked.countDown();
            hang();
        })) {
            AzureObjects requests = requests(recorder.port(), Duration.ofHours(1));
            CompletableFuture<Throwable> outcome = new CompletableFuture<>();
            Thread.ofVirtual().start(() -> {
                try {
                    requests.head(KEY);
                } catch (StoreException e) {
                    outcome.complete(e);
                }
            });
            assertTrue(asked.await(1, TimeUnit.MINUTES));
            requests.close();
            assertInstanceOf(StoreUnavailableException.class, outcome.get(1, TimeUnit.MINUTES));
            end.countDown();
        }
    }

    @Test
    void ends_a_request_whose_caller_is_interrupted() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        try (Recorder recorder = Recorder.start(exchange -> {
                    asked.countDown();
                    hang();
                });
                AzureObjects requests = requests(recorder.port(), Duration.ofHours(1))) {
            CompletableFuture<Throwable> outcome = new CompletableFuture<>();
            Thread caller = Thread.ofVirtual().start(() -> {
                try {
                    requests.head(KEY);
                } catch (StoreException e) {
                    outcome.complete(e);
                }
            });
            assertTrue(asked.await(1, TimeUnit.MINUTES));
            caller.interrupt();
            assertInstanceOf(StoreUnavailableException.class, outcome.get(1, TimeUnit.MINUTES));
            end.countDown();
        }
    }

    @Test
    void ends_a_read_whose_caller_is_interrupted() throws Exception {
        try (Recorder recorder = sendingHalfABody();
                AzureObjects requests = requests(recorder.port(), Duration.ofHours(1))) {
            RemoteBody body = requests.get(KEY, ByteRange.ALL, Optional.empty());
            CompletableFuture<Throwable> outcome = new CompletableFuture<>();
            CountDownLatch halfway = new CountDownLatch(1);
            Thread reader = Thread.ofVirtual().start(() -> {
                try {
                    body.stream().readNBytes(BODY / 2);
                    halfway.countDown();
                    outcome.completeExceptionally(
                            new AssertionError("read " + body.stream().read()));
                } catch (IOException e) {
                    outcome.complete(e);
                }
            });
            assertTrue(halfway.await(1, TimeUnit.MINUTES));
            reader.interrupt();
            assertInstanceOf(IOException.class, outcome.get(1, TimeUnit.MINUTES));
            end.countDown();
        }
    }

    @Test
    void fails_a_body_that_ends_before_its_length() throws Exception {
        try (Recorder recorder = Recorder.start(exchange -> {
                    exchange.getResponseHeaders().set("ETag", "\"0x1\"");
                    exchange.sendResponseHeaders(200, BODY);
                    exchange.getResponseBody().write(new byte[BODY / 2]);
                    exchange.getResponseBody().flush();
                });
                AzureObjects requests = requests(recorder.port(), Duration.ofMinutes(2))) {
            RemoteBody body = requests.get(KEY, ByteRange.ALL, Optional.empty());
            assertThrows(IOException.class, () -> body.stream().readAllBytes());
        }
    }

    @Test
    void says_that_nobody_listens() throws Exception {
        int port;
        try (Recorder recorder = Recorder.start(Recorder::created)) {
            port = recorder.port();
        }
        try (AzureObjects requests = requests(port, Duration.ofMinutes(2))) {
            StoreException refused = assertThrows(StoreUnavailableException.class, () -> requests.head(KEY));
            assertTrue(refused.hint().contains("firewall"), refused.hint());
        }
    }
}
