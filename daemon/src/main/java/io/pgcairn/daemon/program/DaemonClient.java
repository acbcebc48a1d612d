package io.pgcairn.daemon.program;

import com.fasterxml.jackson.jr.ob.JSON;
import io.pgcairn.daemon.config.HttpConfig;
import io.pgcairn.daemon.fault.CairnException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Asks the running daemon over its endpoint. */
final class DaemonClient implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final URI endpoint;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

    DaemonClient(HttpConfig config) {
        this.endpoint = endpoint(config);
    }

    static URI endpoint(HttpConfig http) {
        String host = http.host().contains(":") ? "[" + http.host() + "]" : http.host();
        return URI.create("http://" + host + ":" + http.port());
    }

    Map<String, Object> get(String path) throws CairnException, InterruptedException {
        return answer(HttpRequest.newBuilder(endpoint.resolve(path)).GET());
    }

    /** @param body what is posted, as JSON */
    Map<String, Object> post(String path, Map<String, Object> body) throws CairnException, InterruptedException {
        try {
            return answer(HttpRequest.newBuilder(endpoint.resolve(path))
                    .POST(HttpRequest.BodyPublishers.ofString(JSON.std.asString(body))));
        } catch (IOException e) {
            throw new IllegalStateException("texts make JSON", e);
        }
    }

    private Map<String, Object> answer(HttpRequest.Builder builder) throws CairnException, InterruptedException {
        HttpRequest request = builder.timeout(TIMEOUT).build();
        try {
            HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            Map<String, Object> body = new LinkedHashMap<>(JSON.std.mapFrom(response.body()));
            if (response.statusCode() >= 300) {
                throw DaemonAnswerException.refused(body);
            }
            return body;
        } catch (IOException e) {
            throw DaemonAnswerException.unreachable(request.uri(), e);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
