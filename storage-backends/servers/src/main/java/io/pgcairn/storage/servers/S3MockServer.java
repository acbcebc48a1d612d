package io.pgcairn.storage.servers;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * Adobe's S3Mock: takes any credentials and any bucket's name it was told or asked to make. It keeps its objects in a
 * directory, and has them again after it was killed. For one thread.
 */
public final class S3MockServer implements AutoCloseable {
    private static final int TRIES = 5;

    private final Path directory;
    private final int port;
    private ServerProcess process;

    private S3MockServer(Path directory, int port) {
        this.directory = directory;
        this.port = port;
        this.process = start(directory, port);
    }

    /** @param directory a new directory, for its log and the objects */
    public static S3MockServer start(Path directory) {
        return new S3MockServer(directory, ServerProcess.lastingPort());
    }

    private static ServerProcess start(Path directory, int port) {
        List<String> options = List.of(
                "-Xmx512m",
                "-Dserver.address=127.0.0.1",
                "-Dserver.port=" + port,
                "-Dserver.ssl.enabled=false",
                // Its second door cannot be bound to one address or closed; it is one that nobody knows.
                "-Dhttp.port=0",
                "-Dcom.adobe.testing.s3mock.store.root=" + directory.resolve("objects"));
        return JavaServer.start(
                "s3mock", port, directory, options, List.of("com.adobe.testing.s3mock.S3MockApplication"));
    }

    /** Its address, which stays the same. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** SIGKILL; {@link #startAgain} brings it back with what it has. */
    public void kill() {
        process.close();
    }

    /** Starts it again where it was. */
    public void startAgain() {
        for (int attempt = 1; ; attempt++) {
            try {
                process = start(directory, port);
                return;
            } catch (IllegalStateException e) {
                // Somebody may have the port for a moment.
                if (attempt == TRIES) {
                    throw e;
                }
            }
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
