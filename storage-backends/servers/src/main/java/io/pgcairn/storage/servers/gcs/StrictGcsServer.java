package io.pgcairn.storage.servers.gcs;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/** The strict server, on a loopback port, with one empty bucket. Safe for use by several threads. */
public final class StrictGcsServer implements AutoCloseable {
    private static final long NO_BODY = -1;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Faults faults = new Faults();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final JsonApi api;

    private StrictGcsServer(String bucket, HttpServer server) {
        this.server = server;
        this.api = new JsonApi(bucket, faults);
    }

    /** Starts one that holds nothing in the only bucket it has. */
    public static StrictGcsServer start(String bucket) {
        // Otherwise each answer waits 40 ms for the acknowledgement of its header.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            StrictGcsServer strict = new StrictGcsServer(bucket, server);
            server.setExecutor(strict.threads);
            server.createContext("/", strict::serve);
            server.start();
            return strict;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where its API is. */
    public String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Lets something go wrong, once. */
    public void plan(Fault fault) {
        faults.plan(fault);
    }

    /** How many planned faults have not happened yet. */
    public int faultsLeft() {
        return faults.left();
    }

    /** What the client asked that the documents do not allow, and what the server could not answer. */
    public List<String> violations() {
        return Stream.concat(api.violations().stream(), failures.stream()).toList();
    }

    /**
     * What the client said of an object that is there.
     *
     * @return empty if it did not say it
     */
    public String setting(String object, String name) {
        return api.setting(object, name);
    }

    /** How many resumable sessions have neither ended nor been cancelled. */
    public int openSessions() {
        return api.openSessions();
    }

    /** All requests so far: method, path, parameters and headers as a line each. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    private void serve(HttpExchange exchange) {
        try (exchange) {
            Call call = Call.of(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI(),
                    headers(exchange),
                    exchange.getRequestBody());
            requests.add(call.toString());
            Optional<Answer> answer = api.answer(call);
            if (answer.isPresent()) {
                send(exchange, answer.get());
            }
        } catch (IOException e) {
            // The client went away, as an interrupted one does.
        } catch (RuntimeException e) {
            failures.add(exchange.getRequestURI() + ": " + e);
        }
    }

    private static Map<String, String> headers(HttpExchange exchange) {
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
        return headers;
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        // An answer that comes before the body was read would break the connection under the client.
        exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        if (answer.body().length == 0) {
            exchange.sendResponseHeaders(answer.status(), NO_BODY);
            return;
        }
        exchange.sendResponseHeaders(answer.status(), answer.body().length);
        exchange.getResponseBody().write(answer.body());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
