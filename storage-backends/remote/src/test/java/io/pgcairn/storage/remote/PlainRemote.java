package io.pgcairn.storage.remote;

import io.pgcairn.storage.ByteRange;
import io.pgcairn.storage.ObjectExistsException;
import io.pgcairn.storage.ObjectInfo;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectMissingException;
import io.pgcairn.storage.ObjectPage;
import io.pgcairn.storage.StoreCapabilities;
import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.StoreForbiddenException;
import io.pgcairn.storage.StoreTimeoutException;
import io.pgcairn.storage.StoreUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Asks a {@link PlainServer}: each call is one request, made once. */
record PlainRemote(URI server, HttpClient client, Duration attempt) implements RemoteObjects {
    static PlainRemote over(URI server, Duration timeout) {
        RemoteTimeouts timeouts = RemoteTimeouts.within(timeout);
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeouts.connect())
                .build();
        return new PlainRemote(server, client, timeouts.attempt());
    }

    @Override
    public String location() {
        return "plain://bucket";
    }

    @Override
    public StoreCapabilities capabilities() {
        return new StoreCapabilities(true, 100);
    }

    @Override
    public PartRules partRules() {
        return MemoryRemote.SMALL_PARTS;
    }

    @Override
    public void put(RemoteTarget target, PartBody body) throws StoreException {
        ask(targeted("/object/", target).PUT(publisher(body)).header("x-sum", sum(body)));
    }

    @Override
    public RemoteParts begin(RemoteTarget target) throws StoreException {
        String id = text(ask(targeted("/begin/", target).POST(HttpRequest.BodyPublishers.noBody())));
        return new Parts(this, require(id, "\\d+"));
    }

    private record Parts(PlainRemote remote, String id) implements RemoteParts {
        @Override
        public void put(int number, long offset, PartBody body, boolean isLast) throws StoreException {
            String target = "/part/" + id + "/" + number + "/" + offset + "/" + (isLast ? "last" : "more");
            remote.ask(remote.request(target).PUT(remote.publisher(body)).header("x-sum", sum(body)));
        }

        @Override
        public void complete() throws StoreException {
            require(text(remote.post("/complete/" + id, "")), "completed\n");
        }

        @Override
        public void abort() throws StoreException {
            remote.post("/abort/" + id, "");
        }
    }

    @Override
    public RemoteBody get(ObjectKey key, ByteRange range, Optional<String> version) throws StoreException {
        HttpResponse<InputStream> reply =
                ask(request("/object/" + key).header("x-range", range.offset() + "-" + range.length()));
        String found = field(reply, "x-version");
        if (version.filter(wanted -> !wanted.equals(found)).isPresent()) {
            throw new StoreUnavailableException(key + " is another object by now", "", null);
        }
        return new RemoteBody(reply.body(), Long.parseLong(field(reply, "x-length")), found);
    }

    @Override
    public RemoteInfo head(ObjectKey key) throws StoreException {
        HttpResponse<InputStream> reply = ask(request("/object/" + key).HEAD());
        long size = Long.parseLong(field(reply, "x-size"));
        ObjectInfo info = new ObjectInfo(key, size, Instant.parse(field(reply, "x-modified")));
        return new RemoteInfo(info, Optional.of(field(reply, "x-mark")));
    }

    @Override
    public ObjectPage list(String prefix, String after, int limit) throws StoreException {
        String page = require(text(post("/list", prefix + "\n" + after + "\n" + limit)), "(?s)page\n.*(last|more)\n");
        List<ObjectInfo> objects = new ArrayList<>();
        for (String line : page.lines().toList()) {
            String[] words = line.split(" ");
            if (words.length == 3) {
                objects.add(new ObjectInfo(new ObjectKey(words[0]), Long.parseLong(words[1]), Instant.parse(words[2])));
            }
        }
        return new ObjectPage(objects, page.endsWith("last\n"));
    }

    @Override
    public void delete(List<ObjectKey> batch) throws StoreException {
        String keys = batch.stream().map(ObjectKey::value).collect(Collectors.joining("\n"));
        require(text(post("/delete", keys)), "deleted\n");
    }

    @Override
    public void sweep(Instant before) {}

    @Override
    public void close() {
        client.shutdownNow();
    }

    private HttpRequest.Builder request(String target) {
        return HttpRequest.newBuilder(server.resolve(target)).timeout(attempt);
    }

    private HttpRequest.Builder targeted(String verb, RemoteTarget target) {
        return request(verb + target.key())
                .header("x-condition", target.condition().name())
                .header("x-mark", target.mark());
    }

    private HttpResponse<InputStream> post(String target, String body) throws StoreException {
        return ask(request(target).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpRequest.BodyPublisher publisher(PartBody body) {
        return HttpRequest.BodyPublishers.ofByteArray(MemoryRemote.bytes(body));
    }

    private static String sum(PartBody body) {
        return PlainServer.sumOf(MemoryRemote.bytes(body));
    }

    private HttpResponse<InputStream> ask(HttpRequest.Builder request) throws StoreException {
        HttpResponse<InputStream> reply;
        try {
            reply = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (HttpTimeoutException e) {
            throw new StoreTimeoutException("no answer", "", e);
        } catch (IOException e) {
            throw new StoreUnavailableException("no answer", "", e);
        } catch (InterruptedException e) {
            throw new StoreTimeoutException("interrupted", "", e);
        }
        String code = reply.headers().firstValue(PlainServer.SIGN).orElse("");
        return switch (code) {
            case "Done" -> reply;
            case "NoObject" -> throw new ObjectMissingException("no such object", "", null);
            case "Exists" -> throw new ObjectExistsException("there is one", "", null);
            case "Forbidden", "Expired" -> throw new StoreForbiddenException(code, "", null);
            default -> throw new StoreUnavailableException(reply.statusCode() + " " + code, "", null);
        };
    }

    private static String text(HttpResponse<InputStream> reply) throws StoreException {
        try (InputStream in = reply.body()) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new StoreUnavailableException("half an answer", "", e);
        }
    }

    private static String require(String text, String pattern) throws StoreException {
        if (!text.matches(pattern)) {
            throw new StoreUnavailableException("an answer that nobody can read", "", null);
        }
        return text;
    }

    private static String field(HttpResponse<InputStream> reply, String name) throws StoreException {
        return reply.headers()
                .firstValue(name)
                .orElseThrow(() -> new StoreUnavailableException("an answer without " + name, "", null));
    }
}
