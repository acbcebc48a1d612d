package io.pgcairn.daemon.bench;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The daemon as its launcher starts it, with Java's account of native memory switched on. */
final class DaemonProcess implements AutoCloseable {
    static final int PORT = 17411;

    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration LOOK = Duration.ofMillis(200);

    private final Path launcher;
    private final Path config;
    private final Process process;

    private DaemonProcess(Path launcher, Path config) throws IOException {
        this.launcher = launcher;
        this.config = config;
        ProcessBuilder builder = builder("daemon");
        String more = builder.environment().getOrDefault("BENCH_JAVA_OPTIONS", "");
        builder.environment().put("JAVA_TOOL_OPTIONS", "-XX:NativeMemoryTracking=summary " + more);
        this.process = builder.start();
    }

    /** Starts the daemon and returns when it says that it is ready. */
    static DaemonProcess start(Path config) throws IOException, InterruptedException {
        Path home = Path.of(System.getProperty("pgcairn.home", ".."));
        DaemonProcess daemon = new DaemonProcess(home.resolve("pgcairn"), config);
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (!daemon.isReady()) {
            if (!daemon.process.isAlive() || System.nanoTime() > deadline) {
                daemon.close();
                throw new IOException("the daemon is not ready; see " + daemon.log());
            }
            Pause.of(LOOK);
        }
        return daemon;
    }

    private boolean isReady() throws InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + PORT + "/readyz"))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** Starts another verb with the same configuration. */
    Process verb(String... words) throws IOException {
        return builder(words).start();
    }

    private ProcessBuilder builder(String... words) {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(words));
        command.addAll(List.of("--config", config.toString()));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log()));
    }

    private File log() {
        return config.resolveSibling("daemon.log").toFile();
    }

    ProcessMemory memory() {
        return new ProcessMemory(process.pid());
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
