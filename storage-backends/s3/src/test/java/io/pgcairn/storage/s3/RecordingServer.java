package io.pgcairn.storage.s3;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import javax.net.ssl.SSLContext;

/** Takes down what it is asked and answers as a test says, on a loopback port. */
final class RecordingServer implements AutoCloseable {
    private final HttpServer server;
    private final String scheme;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();

    private RecordingServer(HttpServer server, String scheme, Function<Asked, Answer> script) {
        this.server = server;
        this.scheme = scheme;
        server.createContext("/", exchange -> answer(exchange, script));
        server.setExecutor(threads);
        server.start();
    }

    /**
     * One request.
     *
     * @param path with the query, as sent
     * @param bodyBytes the length of the body on the wire
     */
    record Asked(String method, String path, Headers headers, int bodyBytes, String body) {
        Optional<String> header(String name) {
            return Optional.ofNullable(headers.getFirst(name));
        }
    }

    /** One answer. */
    record Answer(int status, Map<String, String> headers, String body) {
        static Answer ok() {
            return new Answer(200, Map.of("ETag", "\"e\""), "");
        }

        static Answer xml(int status, String body) {
            return new Answer(status, Map.of("Content-Type", "application/xml"), body);
        }

        static Answer error(int status, String code) {
            return xml(status, "<Error><Code>" + code + "</Code><Message>told so</Message></Error>");
        }
    }

    static RecordingServer start(Function<Asked, Answer> script) {
        try {
            return new RecordingServer(HttpServer.create(anyPort(), 0), "http", script);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static RecordingServer startWithTls(SSLContext tls, Function<Asked, Answer> script) {
        try {
            HttpsServer server = HttpsServer.create(anyPort(), 0);
            server.setHttpsConfigurator(new HttpsConfigurator(tls));
            return new RecordingServer(server, "https", script);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    URI endpoint() {
        return URI.create(scheme + "://127.0.0.1:" + server.getAddress().getPort());
    }

    /** All requests so far, in the order of their arrival. */
    List<Asked> asked() {
        return List.copyOf(asked);
    }

    private void answer(HttpExchange exchange, Function<Asked, Answer> script) throws IOException {
        try (exchange;
                InputStream in = exchange.getRequestBody()) {
            byte[] body = in.readAllBytes();
            String text = body.length > 100_000 ? "" : new String(body, StandardCharsets.UTF_8);
            Asked request = new Asked(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    exchange.getRequestHeaders(),
                    body.length,
                    text);
            asked.add(request);
            Answer answer = script.apply(request);
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            send(exchange, answer);
        }
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        if (body.length == 0 || exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(answer.status(), -1);
            return;
        }
        exchange.sendResponseHeaders(answer.status(), body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
