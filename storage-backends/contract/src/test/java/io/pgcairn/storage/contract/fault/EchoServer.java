package io.pgcairn.storage.contract.fault;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Answers with the request's body, in chunks where the query says so, and remembers what reached it whole. */
final class EchoServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Arrival> arrivals = new CopyOnWriteArrayList<>();

    record Arrival(String method, String target, String host, byte[] body) {}

    EchoServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/base");
    }

    List<Arrival> arrivals() {
        return arrivals;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String target = exchange.getRequestURI().toString();
            String method = exchange.getRequestMethod();
            arrivals.add(
                    new Arrival(method, target, exchange.getRequestHeaders().getFirst("Host"), body));
            exchange.getResponseHeaders().add("x-echo", method);
            if (target.contains("nothing") || method.equals("HEAD")) {
                exchange.sendResponseHeaders(target.contains("nothing") ? 204 : 200, -1);
                return;
            }
            boolean inChunks = target.contains("chunks") || body.length == 0;
            exchange.sendResponseHeaders(200, inChunks ? 0 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
