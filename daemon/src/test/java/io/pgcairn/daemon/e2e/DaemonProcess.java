package io.pgcairn.daemon.e2e;

import io.pgcairn.daemon.Main;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A daemon in a process of its own, started as the launcher starts it. */
final class DaemonProcess implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Process process;
    private final URI endpoint;
    private final Path log;

    private DaemonProcess(Process process, URI endpoint, Path log) {
        this.process = process;
        this.endpoint = endpoint;
        this.log = log;
    }

    /** Starts a daemon; what it logs is added to {@code log}. */
    static DaemonProcess start(Path home, Path config, URI endpoint, Path log) throws IOException {
        List<String> words = List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dpgcairn.home=" + home,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "daemon",
                "--config",
                config.toString());
        Process process = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        return new DaemonProcess(process, endpoint, log);
    }

    /** Returns when it answers. */
    DaemonProcess serving() {
        Eventually.is("the daemon serves; its log is " + log, START_LIMIT, () -> status("/healthz") == 200);
        return this;
    }

    /** Returns when it streams WAL. */
    DaemonProcess ready() {
        Eventually.is("the daemon streams; its log is " + log, START_LIMIT, () -> status("/readyz") == 200);
        return this;
    }

    int status(String path) throws IOException, InterruptedException {
        return get(path).statusCode();
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(endpoint.resolve(path))
                .timeout(Duration.ofMinutes(3))
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM, and the exit code. */
    int terminate(Duration limit) throws InterruptedException {
        process.destroy();
        return exitCode(limit);
    }

    /** The exit code of a daemon that ends. */
    int exitCode(Duration limit) throws InterruptedException {
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("the daemon does not end within " + limit.toSeconds() + " s; its log is " + log);
        }
        return process.exitValue();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /**
     * What all daemons with this log wrote that is neither of level info or debug nor expected, nor about the Java that
     * runs the tests.
     */
    static List<String> alarms(Path log, Predicate<String> expected) throws IOException {
        return Files.readAllLines(log).stream()
                .filter(line -> !line.matches("ts=\\S+ level=(info|debug) .*"))
                .filter(line -> !line.contains(" logger=daemon.service.DaemonProgram msg=\"Java "))
                .filter(expected.negate())
                .toList();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
