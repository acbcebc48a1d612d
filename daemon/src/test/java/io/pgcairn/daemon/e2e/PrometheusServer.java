package io.pgcairn.daemon.e2e;

import io.pgcairn.daemon.testing.CleanEnvironment;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Debian's Prometheus with the shipped alerts, on a port of its own; it scrapes and judges every second. */
final class PrometheusServer implements AutoCloseable {
    static final Path PROGRAM = Path.of("/usr/bin/prometheus");

    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Pattern NAME = Pattern.compile("\"alertname\":\"(\\w+)\"");

    private final Process process;
    private final int port;
    private final Path log;

    private PrometheusServer(Process process, int port, Path log) {
        this.process = process;
        this.port = port;
        this.log = log;
    }

    /**
     * Starts it, and returns when it answers.
     *
     * @param directory for its configuration and its data
     * @param alerts the rules
     * @param targets host and port of each daemon
     */
    static PrometheusServer start(Path directory, String alerts, List<String> targets) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("alerts.yml"), alerts);
        Files.writeString(directory.resolve("prometheus.yml"), """
                        global: { scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s }
                        rule_files: [ alerts.yml ]
                        scrape_configs:
                          - job_name: pgcairn
                            static_configs: [ { targets: %s } ]
                        """.formatted(targets));
        int port = Site.freePort();
        Path log = directory.resolve("prometheus.log");
        Process process = CleanEnvironment.of(new ProcessBuilder(
                        PROGRAM.toString(),
                        "--config.file=" + directory.resolve("prometheus.yml"),
                        "--storage.tsdb.path=" + directory.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        PrometheusServer server = new PrometheusServer(process, port, log);
        Eventually.is(
                "Prometheus answers; its log is " + log,
                LIMIT,
                () -> server.get("/-/ready").contains("Ready"));
        return server;
    }

    /** The names of the alerts that fire for a target. */
    TreeSet<String> firing(String target) throws IOException, InterruptedException {
        String query = "ALERTS{alertstate=\"firing\",instance=\"" + target + "\"}";
        String answer = query(query);
        if (!answer.contains("\"success\"")) {
            throw new IOException(answer);
        }
        return NAME.matcher(answer).results().map(name -> name.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Returns when all of these alerts fire for a target. */
    void awaitFiring(String target, String... alerts) {
        Eventually.is(
                List.of(alerts) + " fire; Prometheus' log is " + log,
                LIMIT,
                () -> firing(target).containsAll(List.of(alerts)));
    }

    /** Returns when these alerts fire for a target and no other: a scrape may fail on a machine that is busy. */
    void awaitAlone(String target, TreeSet<String> alerts) {
        Eventually.is(
                alerts + " fire and no other; Prometheus' log is " + log,
                LIMIT,
                () -> firing(target).equals(alerts));
    }

    /** Returns when the target was scraped of late and no alert fires for it. */
    void awaitQuiet(String target) {
        Eventually.is(
                "no alert fires; Prometheus' log is " + log,
                LIMIT,
                () -> query("up{instance=\"" + target + "\"} == 1").contains("\"value\"")
                        && firing(target).isEmpty());
    }

    private String query(String query) throws IOException, InterruptedException {
        return get("/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
    }

    private String get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofMinutes(1))
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
