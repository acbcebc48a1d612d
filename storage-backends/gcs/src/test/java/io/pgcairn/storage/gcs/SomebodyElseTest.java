package io.pgcairn.storage.gcs;

import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.StoreContext;
import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.StoreSettings;
import io.pgcairn.storage.StoreUnavailableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Gateways that answer in Google's place, and with success. */
class SomebodyElseTest {
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private final HttpServer server;
    private volatile String body = "";

    SomebodyElseTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.createContext("/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.getResponseHeaders().set("Location", "http://127.0.0.1:" + port() + "/session");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private int port() {
        return server.getAddress().getPort();
    }

    private ObjectStore open() throws StoreException {
        Map<String, String> options =
                Map.of("endpoint", "http://127.0.0.1:" + port(), "anonymous", "true", "part_size", "256KiB");
        return new GcsObjectStoreProvider()
                .open(URI.create("gs://bucket/root"), new StoreSettings(TIMEOUT, options), StoreContext.plain());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"status\":\"ok\"}", "{\"name\":\"else\"}"})
    void does_not_take_a_stranger_s_success_for_the_store_s(String answer) throws Exception {
        body = answer;
        try (ObjectStore store = open()) {
            assertThrows(StoreUnavailableException.class, () -> store.list("a", "", 10));
            assertThrows(StoreUnavailableException.class, () -> Objects.put(store, "a", Objects.bytes(10)));
            assertThrows(StoreUnavailableException.class, () -> Objects.put(store, "b", Objects.bytes(300_000)));
        }
    }
}
