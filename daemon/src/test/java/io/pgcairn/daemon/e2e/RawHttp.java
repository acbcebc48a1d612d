package io.pgcairn.daemon.e2e;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** Plain requests to a store's server, with nothing of the program under test in between. */
final class RawHttp {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private RawHttp() {}

    static byte[] get(URI uri, Map<String, String> headers) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri).GET(), headers);
    }

    /** With an empty body. */
    static void put(URI uri, Map<String, String> headers) throws IOException, InterruptedException {
        send(HttpRequest.newBuilder(uri).PUT(HttpRequest.BodyPublishers.noBody()), headers);
    }

    private static byte[] send(HttpRequest.Builder request, Map<String, String> headers)
            throws IOException, InterruptedException {
        headers.forEach(request::header);
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<byte[]> answer =
                    client.send(request.timeout(LIMIT).build(), HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() / 100 != 2) {
                throw new IOException(answer.uri() + " answers " + answer.statusCode() + ": "
                        + new String(answer.body(), StandardCharsets.UTF_8));
            }
            return answer.body();
        }
    }
}
