package io.pgcairn.daemon.e2e;

import com.fasterxml.jackson.jr.ob.JSON;
import io.pgcairn.daemon.Main;
import io.pgcairn.daemon.testing.CleanEnvironment;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** A daemon in a process of its own, started as the launcher starts it. */
final class DaemonProcess implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Process process;
    private final URI endpoint;
    /** Those of the rooms that work for a cluster, and of the service's classes that do. */
    private static final Pattern OF_CLUSTERS = Pattern.compile(
            "wal|tier|(daemon\\.)?(wal|basebackup|restore|dump|tier|catalog|upkeep|schedule|drill)(\\..*)?"
                    + "|daemon\\.service\\.(Cluster.*|.*Report|Prun.*|GapWatch|Lease.*|BackupNaming|ArchiveWatch)");

    private final Path log;

    private DaemonProcess(Process process, URI endpoint, Path log) {
        this.process = process;
        this.endpoint = endpoint;
        this.log = log;
    }

    /** Starts a daemon; what it logs is added to {@code log}. */
    static DaemonProcess start(Path home, Path config, URI endpoint, Path log) throws IOException {
        return start(home, config, endpoint, log, Map.of());
    }

    /** @param environment more of it than this process has */
    static DaemonProcess start(Path home, Path config, URI endpoint, Path log, Map<String, String> environment)
            throws IOException {
        List<String> words = List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+CrashOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dpgcairn.home=" + home,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "daemon",
                "--config",
                config.toString());
        ProcessBuilder builder = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        CleanEnvironment.of(builder).environment().putAll(environment);
        Process process = builder.start();
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

    /** What Prometheus reads. */
    MetricsPage metrics() throws IOException, InterruptedException {
        return new MetricsPage(get("/metrics").body());
    }

    /** The names of the alarms that the status tells of the cluster {@code main}. */
    List<String> raised() throws IOException, InterruptedException {
        Map<String, Object> status = JSON.std.mapFrom(get("/v1/status").body());
        if (status.get("clusters") instanceof Map<?, ?> clusters
                && clusters.get("main") instanceof Map<?, ?> main
                && main.get("alarms") instanceof List<?> alarms) {
            return alarms.stream()
                    .map(alarm -> alarm instanceof Map<?, ?> fields ? String.valueOf(fields.get("name")) : "")
                    .toList();
        }
        throw new IOException("no alarms in " + status);
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Any other signal, such as HUP. */
    void signal(String name) throws IOException, InterruptedException {
        int code = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
        if (code != 0) {
            throw new IllegalStateException("kill -" + name + " ended with " + code);
        }
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

    /** Whether a line of this logger should say which cluster it is about, and does not. */
    static boolean lacksCluster(String logger, boolean hasCluster) {
        return !hasCluster && OF_CLUSTERS.matcher(logger).matches();
    }

    private static boolean lacksCluster(String line) {
        return lacksCluster(line.replaceFirst("(?s).* logger=(\\S+) .*", "$1"), line.contains(" cluster="));
    }

    /**
     * What all daemons with this log wrote that is neither of level info or debug nor expected, nor about the Java that
     * runs the tests; and what does not say which cluster it is about.
     */
    static List<String> alarms(Path log, Predicate<String> expected) throws IOException {
        return Files.readAllLines(log).stream()
                .filter(line -> isAlarm(line) && !expected.test(line) || lacksCluster(line))
                .toList();
    }

    private static boolean isAlarm(String line) {
        return !line.matches("ts=\\S+ level=(info|debug) .*")
                && !line.contains(" logger=daemon.service.DaemonProgram msg=\"Java ");
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
