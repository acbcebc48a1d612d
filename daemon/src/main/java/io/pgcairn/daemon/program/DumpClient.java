package io.pgcairn.daemon.program;

import io.pgcairn.daemon.cli.ClusterSelection;
import io.pgcairn.daemon.cli.DumpVerb;
import io.pgcairn.daemon.cli.Report;
import io.pgcairn.daemon.cluster.Clusters;
import io.pgcairn.daemon.config.ClusterConfig;
import io.pgcairn.daemon.config.Configuration;
import io.pgcairn.daemon.fault.CairnException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Asks the running daemon for a logical dump over its endpoint. */
public final class DumpClient implements DumpVerb.Requests {
    private final Clusters clusters;

    public DumpClient(Clusters clusters) {
        this.clusters = clusters;
    }

    @Override
    public Report request(ClusterSelection selection, boolean wait, Consumer<String> progress)
            throws CairnException, InterruptedException {
        Configuration configuration = clusters.load(selection.config());
        ClusterConfig cluster = clusters.select(configuration, selection);
        if (cluster.dumps().isEmpty()) {
            throw UndumpedClusterException.of(cluster.name());
        }
        String dumps = "/v1/clusters/" + cluster.name() + "/dumps";
        try (DaemonClient daemon = new DaemonClient(configuration)) {
            Map<String, Object> job = daemon.post(dumps, Map.of());
            return report(
                    cluster.name(), wait ? BackupClient.awaitEnd(daemon, dumps, job, new ReadProgress(progress)) : job);
        }
    }

    private static Report report(String cluster, Map<String, Object> job) {
        String line = job.containsKey("dump")
                ? "dump " + job.get("dump") + " of cluster " + cluster + " is committed"
                : "dump of cluster " + cluster + " has begun as job " + job.get("job")
                        + "; pgcairn list shows it once it is committed";
        return new Report(List.of(line), job);
    }
}
