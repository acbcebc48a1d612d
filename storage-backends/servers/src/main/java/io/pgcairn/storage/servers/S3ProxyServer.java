package io.pgcairn.storage.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** S3Proxy, over objects in its memory or in files; checks signatures of version 4. */
public final class S3ProxyServer implements AutoCloseable {
    /** The access key's id that it knows. */
    public static final String ACCESS_KEY = "proxy-access-key";

    /** The secret key that it knows. */
    public static final String SECRET_KEY = "proxy-secret-key";

    private static final String LOGGING = """
            <configuration>
              <appender name="OUT" class="ch.qos.logback.core.ConsoleAppender">
                <encoder><pattern>%d %-5level %logger %msg%n</pattern></encoder>
              </appender>
              <root level="INFO"><appender-ref ref="OUT"/></root>
            </configuration>
            """;

    private final ServerProcess process;

    private S3ProxyServer(ServerProcess process) {
        this.process = process;
    }

    /** @param directory a new directory, for its log and its settings */
    public static S3ProxyServer start(Path directory) {
        return start(directory, List.of("jclouds.provider=transient-nio2"));
    }

    /**
     * Starts one that keeps objects in files, for more of them than its memory holds.
     *
     * @param directory a new directory, for its log, its settings and the objects
     */
    public static S3ProxyServer startOnDisk(Path directory) {
        Path objects = directory.resolve("objects");
        try {
            Files.createDirectories(objects);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return start(directory, List.of("jclouds.provider=filesystem-nio2", "jclouds.filesystem.basedir=" + objects));
    }

    private static S3ProxyServer start(Path directory, List<String> backend) {
        int port = ServerProcess.lastingPort();
        Path settings = write(directory.resolve("s3proxy.properties"), settings(port, backend));
        Path logging = write(directory.resolve("logback.xml"), LOGGING);
        List<String> options = List.of("-Xmx768m", "-Dlogback.configurationFile=" + logging);
        List<String> arguments = List.of("org.gaul.s3proxy.Main", "--properties", settings.toString());
        return new S3ProxyServer(JavaServer.start("s3proxy", port, directory, options, arguments));
    }

    /** Its address. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + process.port());
    }

    private static String settings(int port, List<String> backend) {
        return String.join(
                "\n",
                "s3proxy.endpoint=http://127.0.0.1:" + port,
                "s3proxy.authorization=aws-v4",
                "s3proxy.identity=" + ACCESS_KEY,
                "s3proxy.credential=" + SECRET_KEY,
                "s3proxy.v4-max-non-chunked-request-size=134217728",
                String.join("\n", backend),
                "jclouds.identity=unused",
                "jclouds.credential=unused",
                "");
    }

    private static Path write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
