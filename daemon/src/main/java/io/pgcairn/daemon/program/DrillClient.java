package io.pgcairn.daemon.program;

import io.pgcairn.daemon.cli.ClusterSelection;
import io.pgcairn.daemon.cli.DrillVerb;
import io.pgcairn.daemon.cli.Report;
import io.pgcairn.daemon.cluster.Clusters;
import io.pgcairn.daemon.config.Configuration;
import io.pgcairn.daemon.fault.CairnException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Asks the running daemon for a restore drill over its endpoint. */
public final class DrillClient implements DrillVerb.Requests {
    private final Clusters clusters;

    public DrillClient(Clusters clusters) {
        this.clusters = clusters;
    }

    @Override
    public Report request(ClusterSelection selection, DrillVerb.Order order, Consumer<String> progress)
            throws CairnException, InterruptedException {
        Configuration configuration = clusters.load(selection.config());
        String cluster = clusters.select(configuration, selection).name();
        String drills = "/v1/clusters/" + cluster + "/drills";
        try (DaemonClient daemon = new DaemonClient(configuration)) {
            Map<String, Object> job = daemon.post(drills, body(order));
            Map<String, Object> ended =
                    BackupClient.awaitEnd(daemon, drills, job, new ReadProgress("restored", progress));
            return report(cluster, ended, last(daemon, cluster));
        }
    }

    private static Map<String, Object> body(DrillVerb.Order order) {
        Map<String, Object> body = new LinkedHashMap<>();
        order.target().ifPresent(target -> body.put("target", target));
        order.tier().ifPresent(tier -> body.put("tier", tier));
        if (order.keeps()) {
            body.put("keep", true);
        }
        return body;
    }

    private static Map<?, ?> last(DaemonClient daemon, String cluster) throws CairnException, InterruptedException {
        return daemon.get("/v1/status").get("clusters") instanceof Map<?, ?> all
                        && all.get(cluster) instanceof Map<?, ?> status
                        && status.get("last_drill") instanceof Map<?, ?> drill
                ? drill
                : Map.of();
    }

    private static String target(Map<?, ?> drill) {
        return drill.get("target") instanceof String moment ? moment : "the end of all WAL";
    }

    private static Report report(String cluster, Map<String, Object> job, Map<?, ?> drill) {
        Map<String, Object> json = new LinkedHashMap<>(job);
        drill.forEach((name, value) -> json.putIfAbsent(String.valueOf(name), value));
        String line = "drill " + job.get("drill") + " of cluster " + cluster + " is good: "
                + (drill.isEmpty()
                        ? "pgcairn status shows it"
                        : drill.get("outcome") + ", backup " + drill.get("backup") + " to " + target(drill) + " in "
                                + drill.get("took_seconds") + " s");
        return new Report(List.of(line), json);
    }
}
