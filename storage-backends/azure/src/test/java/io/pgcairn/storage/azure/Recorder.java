package io.pgcairn.storage.azure;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/** An HTTP server on a loopback port that remembers what it is asked, and answers as a test says. */
final class Recorder implements AutoCloseable {
    /** What a request was; header names are in lower case. */
    record Seen(String method, URI uri, Map<String, String> headers, long bodyBytes) {
        String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    /** Answers a request whose body has been read. */
    interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Seen> seen = new CopyOnWriteArrayList<>();

    private Recorder(HttpServer server, Answer answer) {
        this.server = server;
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            seen.add(read(exchange));
            answer.to(exchange);
            exchange.close();
        });
        server.start();
    }

    static Recorder start(Answer answer) throws IOException {
        return new Recorder(HttpServer.create(loopback(), 0), answer);
    }

    static Recorder start(SSLContext tls, Answer answer) throws IOException {
        HttpsServer server = HttpsServer.create(loopback(), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        return new Recorder(server, answer);
    }

    /** Says that a blob was made. */
    static void created(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("ETag", "\"0x1\"");
        exchange.getResponseHeaders().set("Last-Modified", "Sat, 21 Nov 2026 12:00:00 GMT");
        exchange.sendResponseHeaders(201, -1);
    }

    /** Fails as Azure does. */
    static void failed(HttpExchange exchange, int status, String code) throws IOException {
        exchange.getResponseHeaders().set("x-ms-error-code", code);
        exchange.sendResponseHeaders(status, -1);
    }

    private static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private static Seen read(HttpExchange exchange) throws IOException {
        Map<String, String> headers = new TreeMap<>();
        Headers given = exchange.getRequestHeaders();
        given.forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
        long length = 0;
        try (InputStream body = exchange.getRequestBody()) {
            byte[] buffer = new byte[1 << 16];
            for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
                length += count;
            }
        }
        return new Seen(exchange.getRequestMethod(), exchange.getRequestURI(), headers, length);
    }

    List<Seen> seen() {
        return List.copyOf(seen);
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
