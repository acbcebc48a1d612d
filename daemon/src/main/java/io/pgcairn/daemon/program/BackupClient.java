package io.pgcairn.daemon.program;

import io.pgcairn.daemon.cli.BackupRequests;
import io.pgcairn.daemon.cli.ClusterSelection;
import io.pgcairn.daemon.cli.Report;
import io.pgcairn.daemon.cluster.Clusters;
import io.pgcairn.daemon.config.Configuration;
import io.pgcairn.daemon.fault.CairnException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Asks the running daemon for a base backup over its endpoint. */
public final class BackupClient implements BackupRequests {
    private static final Duration POLL = Duration.ofMillis(300);

    private final Clusters clusters;

    public BackupClient(Clusters clusters) {
        this.clusters = clusters;
    }

    @Override
    public Report request(ClusterSelection selection, Order order, Consumer<String> progress)
            throws CairnException, InterruptedException {
        Configuration configuration = clusters.load(selection.config());
        String cluster = clusters.select(configuration, selection).name();
        String backups = "/v1/clusters/" + cluster + "/backups";
        try (DaemonClient daemon = new DaemonClient(configuration)) {
            Map<String, Object> job = daemon.post(backups, body(order));
            return report(cluster, order.waits() ? awaitEnd(daemon, backups, job, new ReadProgress(progress)) : job);
        }
    }

    private static Map<String, Object> body(Order order) {
        Map<String, Object> body = new LinkedHashMap<>();
        order.name().ifPresent(name -> body.put("name", name));
        order.note().ifPresent(note -> body.put("note", note));
        order.hold().ifPresent(hold -> body.put("hold", hold));
        return body;
    }

    /** @param jobs the path below which jobs of this kind are */
    static Map<String, Object> awaitEnd(
            DaemonClient daemon, String jobs, Map<String, Object> started, ReadProgress progress)
            throws CairnException, InterruptedException {
        Map<String, Object> now = started;
        while ("running".equals(now.get("state"))) {
            progress.report(now);
            Thread.sleep(POLL);
            now = daemon.get(jobs + "/" + started.get("job"));
        }
        if (!"committed".equals(now.get("state"))) {
            throw DaemonAnswerException.refused(now);
        }
        return now;
    }

    private static Report report(String cluster, Map<String, Object> job) {
        String line = job.containsKey("backup")
                ? "backup " + job.get("backup") + " of cluster " + cluster + " is committed, with all the WAL it needs"
                : "backup of cluster " + cluster + " has begun as job " + job.get("job")
                        + "; pgcairn list shows it once it is committed";
        return new Report(List.of(line), job);
    }
}
