package io.pgcairn.daemon.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** A daemon as a process of its own. */
final class DaemonProcess {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(30);

    private final Process process;
    private final URI endpoint;
    private final Path log;

    private DaemonProcess(Process process, URI endpoint, Path log) {
        this.process = process;
        this.endpoint = endpoint;
        this.log = log;
    }

    /** Starts one and returns once it answers requests. */
    static DaemonProcess start(Stage stage, Program program, Path config, int port)
            throws DemoException, InterruptedException {
        Path log = stage.path("daemon.log");
        Process process = stage.start(program.words(List.of("daemon", "--config", config.toString())), log);
        DaemonProcess daemon = new DaemonProcess(process, URI.create("http://127.0.0.1:" + port), log);
        daemon.await("/healthz");
        return daemon;
    }

    /** Returns once it receives WAL. */
    void awaitStreaming() throws DemoException, InterruptedException {
        await("/readyz");
    }

    private void await(String path) throws DemoException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            while (!answersWell(http, path)) {
                requireRunning();
                if (System.nanoTime() > deadline) {
                    throw failed("the daemon did not say 200 at " + path + " within " + PATIENCE.toSeconds() + " s");
                }
                Thread.sleep(POLL);
            }
        }
    }

    private boolean answersWell(HttpClient http, String path) throws InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(endpoint.resolve(path)).timeout(PATIENCE).build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false; // it does not listen yet
        }
    }

    void requireRunning() throws DemoException {
        if (!process.isAlive()) {
            throw failed("the daemon ended with exit code " + process.exitValue());
        }
    }

    private DemoException failed(String what) {
        return DemoException.failed(
                what, "its log ends with:\n" + LogEnd.of(log).text());
    }

    /** SIGKILL; {@link #awaitEnd()} tells when it is gone. */
    void kill() {
        process.destroyForcibly();
    }

    void awaitEnd() throws DemoException, InterruptedException {
        if (!process.waitFor(STOP_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw failed("the daemon did not end within " + STOP_PATIENCE.toSeconds() + " s");
        }
    }

    /** SIGTERM, as systemd does; a stop in good order exits with 0. */
    void stop() throws DemoException, InterruptedException {
        process.destroy();
        awaitEnd();
        if (process.exitValue() != 0) {
            throw failed("the daemon did not stop in good order: exit code " + process.exitValue());
        }
    }

    long pid() {
        return process.pid();
    }

    /** The most memory it has held, where the system tells it. */
    OptionalLong peakBytes() {
        try {
            return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"), StandardCharsets.UTF_8).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }
}
