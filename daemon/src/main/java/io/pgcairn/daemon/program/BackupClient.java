package io.pgcairn.daemon.program;

import com.fasterxml.jackson.jr.ob.JSON;
import io.pgcairn.daemon.cli.BackupRequests;
import io.pgcairn.daemon.cli.ClusterSelection;
import io.pgcairn.daemon.cli.Report;
import io.pgcairn.daemon.config.Configuration;
import io.pgcairn.daemon.config.HttpConfig;
import io.pgcairn.daemon.fault.CairnException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Asks the running daemon for a base backup over its endpoint. */
public final class BackupClient implements BackupRequests {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(300);

    private final Clusters clusters;

    public BackupClient(Clusters clusters) {
        this.clusters = clusters;
    }

    @Override
    public Report request(ClusterSelection selection, boolean wait) throws CairnException, InterruptedException {
        Configuration configuration = clusters.load(selection.config());
        String cluster = clusters.select(configuration, selection).name();
        URI backups = endpoint(configuration.http()).resolve("/clusters/" + cluster + "/backups");
        try (HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
            Map<String, Object> job =
                    answer(http, backups, HttpRequest.newBuilder(backups).POST(HttpRequest.BodyPublishers.noBody()));
            if (wait) {
                job = awaitEnd(http, URI.create(backups + "/" + job.get("job")), job);
            }
            return report(cluster, job);
        }
    }

    static URI endpoint(HttpConfig http) {
        String host = http.host().contains(":") ? "[" + http.host() + "]" : http.host();
        return URI.create("http://" + host + ":" + http.port());
    }

    private static Map<String, Object> awaitEnd(HttpClient http, URI job, Map<String, Object> started)
            throws CairnException, InterruptedException {
        Map<String, Object> now = started;
        while ("running".equals(now.get("state"))) {
            Thread.sleep(POLL);
            now = answer(http, job, HttpRequest.newBuilder(job).GET());
        }
        if (!"committed".equals(now.get("state"))) {
            throw DaemonAnswerException.refused(now);
        }
        return now;
    }

    private static Map<String, Object> answer(HttpClient http, URI uri, HttpRequest.Builder request)
            throws CairnException, InterruptedException {
        try {
            HttpResponse<byte[]> response =
                    http.send(request.timeout(TIMEOUT).build(), HttpResponse.BodyHandlers.ofByteArray());
            Map<String, Object> body = new TreeMap<>(JSON.std.mapFrom(response.body()));
            if (response.statusCode() >= 300) {
                throw DaemonAnswerException.refused(body);
            }
            return body;
        } catch (IOException e) {
            throw DaemonAnswerException.unreachable(uri, e);
        }
    }

    private static Report report(String cluster, Map<String, Object> job) {
        String line = job.containsKey("backup")
                ? "backup " + job.get("backup") + " of cluster " + cluster + " is committed, with all the WAL it needs"
                : "backup of cluster " + cluster + " has begun as job " + job.get("job")
                        + "; pgcairn list shows it once it is committed";
        return new Report(List.of(line), job);
    }
}
