package io.pgcairn.daemon.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.jr.ob.JSON;
import io.pgcairn.storage.servers.FakeGcsServer;
import io.pgcairn.storage.servers.gcs.StrictGcsServer;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Assumptions;

/**
 * A prefix in a bucket of a server that speaks Google's JSON API.
 *
 * @param server what to end with this
 */
record CloudGoogle(String endpoint, Runnable server) implements Cloud {
    private static final String PREFIX = "alone/";

    /** A server in memory; closing it fails if it was asked something that Google does not allow. */
    static CloudGoogle onStrictServer() {
        StrictGcsServer server = StrictGcsServer.start(BUCKET);
        return new CloudGoogle(server.endpoint(), () -> {
            server.close();
            assertEquals(List.of(), server.violations());
        });
    }

    static CloudGoogle onFakeGcsServer() {
        Optional<String> missing = FakeGcsServer.missing();
        Assumptions.assumeTrue(missing.isEmpty(), () -> "no fake-gcs-server: " + missing.orElse(""));
        FakeGcsServer server = FakeGcsServer.start();
        server.makeBucket(BUCKET);
        return new CloudGoogle(server.endpoint(), server::close);
    }

    @Override
    public String tier(String name, Path directory) {
        return """
              - name: %s
                store: gs://%s/%s
                options: { endpoint: "%s", anonymous: true }
        """.formatted(name, BUCKET, PREFIX.replace("/", ""), endpoint);
    }

    @Override
    public String proof() {
        return "one of two racing puts won";
    }

    @Override
    public TreeSet<String> names() throws IOException, InterruptedException {
        TreeSet<String> names = new TreeSet<>();
        String page = "";
        do {
            byte[] listing = RawHttp.get(objects("?prefix=" + PREFIX + page), Map.of());
            Map<String, Object> answer = JSON.std.mapFrom(listing);
            if (answer.get("items") instanceof List<?> items) {
                items.forEach(item -> names.add(name((Map<?, ?>) item)));
            }
            page = answer.get("nextPageToken") instanceof String next ? "&pageToken=" + escaped(next) : "";
        } while (!page.isEmpty());
        return names;
    }

    private static String name(Map<?, ?> item) {
        return String.valueOf(item.get("name")).substring(PREFIX.length());
    }

    @Override
    public byte[] bytes(String name) throws IOException, InterruptedException {
        return RawHttp.get(objects("/" + escaped(PREFIX + name) + "?alt=media"), Map.of());
    }

    private URI objects(String rest) {
        return URI.create(endpoint + "/storage/v1/b/" + BUCKET + "/o" + rest);
    }

    private static String escaped(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.run();
    }
}
