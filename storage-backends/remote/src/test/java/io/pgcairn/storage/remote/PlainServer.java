package io.pgcairn.storage.remote;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.pgcairn.storage.ByteRange;
import io.pgcairn.storage.ObjectExistsException;
import io.pgcairn.storage.ObjectInfo;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectMissingException;
import io.pgcairn.storage.ObjectPage;
import io.pgcairn.storage.PutCondition;
import io.pgcairn.storage.StoreException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32C;

/**
 * A store over HTTP with a protocol of our own, so that faults can be played without any vendor. Each reply of its own
 * names it, and each error its code, in a header.
 */
final class PlainServer implements AutoCloseable {
    static final String SIGN = "x-plain";

    private final RemoteObjects objects = new MemoryRemote(new Bucket(), MemoryRemote.SMALL_PARTS, true);
    private final Map<String, RemoteParts> uploads = new ConcurrentHashMap<>();
    private final AtomicInteger counter = new AtomicInteger();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    PlainServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private record Reply(int status, String code, byte[] body) {
        static Reply of(int status, String text) {
            return new Reply(status, "Done", text.getBytes(StandardCharsets.US_ASCII));
        }
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            Reply reply = judged(exchange, body);
            exchange.getResponseHeaders().set(SIGN, reply.code());
            boolean isHead = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(reply.status(), isHead || reply.body().length == 0 ? -1 : reply.body().length);
            if (!isHead) {
                exchange.getResponseBody().write(reply.body());
            }
        }
    }

    private Reply judged(HttpExchange exchange, byte[] body) throws IOException {
        String sum = exchange.getRequestHeaders().getFirst("x-sum");
        if (sum != null && !sum.equals(sumOf(body))) {
            return new Reply(400, "BadSum", new byte[0]);
        }
        try {
            return done(exchange, body);
        } catch (ObjectMissingException e) {
            return new Reply(404, "NoObject", new byte[0]);
        } catch (ObjectExistsException e) {
            return new Reply(412, "Exists", new byte[0]);
        }
    }

    private Reply done(HttpExchange exchange, byte[] body) throws StoreException {
        String path = exchange.getRequestURI().getPath();
        String verb = path.split("/", 3)[1];
        String rest = path.substring(Math.min(path.length(), verb.length() + 2));
        return switch (verb) {
            case "object" -> object(exchange, new ObjectKey(rest), body);
            case "begin" -> {
                String id = Integer.toString(counter.incrementAndGet());
                uploads.put(id, objects.begin(target(exchange, new ObjectKey(rest))));
                yield Reply.of(200, id);
            }
            case "part" -> {
                String[] words = rest.split("/");
                upload(words[0])
                        .put(
                                Integer.parseInt(words[1]),
                                Long.parseLong(words[2]),
                                new Sent(body),
                                words[3].equals("last"));
                yield Reply.of(201, "");
            }
            case "complete" -> {
                upload(rest).complete();
                uploads.remove(rest);
                yield Reply.of(200, "completed\n");
            }
            case "abort" -> {
                uploads.remove(rest);
                yield Reply.of(204, "");
            }
            case "list" -> Reply.of(200, listed(new String(body, StandardCharsets.US_ASCII).split("\n", -1)));
            case "delete" -> {
                objects.delete(new String(body, StandardCharsets.US_ASCII)
                        .lines()
                        .map(ObjectKey::new)
                        .toList());
                yield Reply.of(200, "deleted\n");
            }
            default -> new Reply(400, "NoVerb", new byte[0]);
        };
    }

    private Reply object(HttpExchange exchange, ObjectKey key, byte[] body) throws StoreException {
        switch (exchange.getRequestMethod()) {
            case "PUT" -> {
                objects.put(target(exchange, key), new Sent(body));
                return Reply.of(201, "");
            }
            case "HEAD" -> {
                RemoteInfo info = objects.head(key);
                exchange.getResponseHeaders()
                        .set("x-size", Long.toString(info.info().size()));
                exchange.getResponseHeaders()
                        .set("x-modified", info.info().modified().toString());
                exchange.getResponseHeaders().set("x-mark", info.mark().orElse(""));
                return Reply.of(200, "");
            }
            default -> {
                String[] range =
                        exchange.getRequestHeaders().getFirst("x-range").split("-");
                RemoteBody found = objects.get(
                        key, new ByteRange(Long.parseLong(range[0]), Long.parseLong(range[1])), Optional.empty());
                exchange.getResponseHeaders().set("x-version", found.version());
                exchange.getResponseHeaders().set("x-length", Long.toString(found.length()));
                try {
                    return new Reply(200, "Done", found.stream().readAllBytes());
                } catch (IOException e) {
                    throw new IllegalStateException("memory does not fail", e);
                }
            }
        }
    }

    private RemoteParts upload(String id) throws ObjectMissingException {
        return Optional.ofNullable(uploads.get(id))
                .orElseThrow(() -> new ObjectMissingException("no upload " + id, "", null));
    }

    private String listed(String[] asked) throws StoreException {
        ObjectPage page = objects.list(asked[0], asked[1], Integer.parseInt(asked[2]));
        StringBuilder text = new StringBuilder("page\n");
        for (ObjectInfo info : page.objects()) {
            text.append(info.key())
                    .append(' ')
                    .append(info.size())
                    .append(' ')
                    .append(info.modified())
                    .append('\n');
        }
        return text.append(page.isLast() ? "last\n" : "more\n").toString();
    }

    private static RemoteTarget target(HttpExchange exchange, ObjectKey key) {
        PutCondition condition =
                PutCondition.valueOf(exchange.getRequestHeaders().getFirst("x-condition"));
        return new RemoteTarget(key, condition, exchange.getRequestHeaders().getFirst("x-mark"));
    }

    static String sumOf(byte[] bytes) {
        CRC32C sum = new CRC32C();
        sum.update(bytes);
        return Long.toHexString(sum.getValue());
    }

    /** A request's body as the bucket takes it. */
    private record Sent(byte[] bytes) implements PartBody {
        @Override
        public int length() {
            return bytes.length;
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(bytes);
        }

        @Override
        public List<ByteBuffer> slices() {
            return List.of(ByteBuffer.wrap(Arrays.copyOf(bytes, bytes.length)).asReadOnlyBuffer());
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
