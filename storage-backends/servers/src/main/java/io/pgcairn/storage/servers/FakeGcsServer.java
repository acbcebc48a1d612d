package io.pgcairn.storage.servers;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * fake-gcs-server, an emulator of Google Cloud Storage that many projects test with, without encryption or credentials.
 * It is not strict: it ends an upload when it is asked how far it got, and takes parts as they come.
 */
public final class FakeGcsServer implements AutoCloseable {
    private final ServerProcess process;
    private final HttpClient client = HttpClient.newHttpClient();

    private FakeGcsServer(ServerProcess process) {
        this.process = process;
    }

    /** Why it cannot run here; empty if it can. May build it first, once for each version. */
    public static Optional<String> missing() {
        return GoProgram.FAKE_GCS_SERVER.missing();
    }

    /** Starts one that holds nothing. */
    public static FakeGcsServer start() {
        int port = ServerProcess.lastingPort();
        List<String> command = List.of(
                GoProgram.FAKE_GCS_SERVER.program().toString(),
                "-scheme=http",
                "-host=127.0.0.1",
                "-port=" + port,
                "-backend=memory",
                "-external-url=http://127.0.0.1:" + port,
                "-public-host=127.0.0.1:" + port,
                "-log-level=error");
        return new FakeGcsServer(ServerProcess.start(
                command,
                Map.of(),
                port,
                Places.ofThisBuild().target().resolve("servers/fake-gcs-server-" + port + ".log")));
    }

    /** Where its API is. */
    public String endpoint() {
        return "http://127.0.0.1:" + process.port();
    }

    /** Makes an empty bucket. */
    public void makeBucket(String name) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(endpoint() + "/storage/v1/b?project=test"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"name\": \"" + name + "\"}"))
                .build();
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IllegalStateException("no bucket: " + response.statusCode() + " " + response.body());
            }
        } catch (IOException e) {
            throw new IllegalStateException("no bucket", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        client.close();
        process.close();
    }
}
