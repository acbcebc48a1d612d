package io.pgcairn.daemon.program;

import io.pgcairn.daemon.cli.ClusterSelection;
import io.pgcairn.daemon.cli.Report;
import io.pgcairn.daemon.cli.StatusReader;
import io.pgcairn.daemon.cluster.Clusters;
import io.pgcairn.daemon.config.Configuration;
import io.pgcairn.daemon.fault.CairnException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Asks the running daemon how its clusters stand. */
public final class StatusClient implements StatusReader {
    private final Clusters clusters;

    public StatusClient(Clusters clusters) {
        this.clusters = clusters;
    }

    @Override
    public Report status(ClusterSelection selection) throws CairnException, InterruptedException {
        Configuration configuration = clusters.load(selection.config());
        if (selection.cluster().isPresent()) {
            clusters.select(configuration, selection);
        }
        try (DaemonClient daemon = new DaemonClient(configuration)) {
            Map<String, Object> chosen = new LinkedHashMap<>();
            StatusLines lines = new StatusLines();
            if (daemon.get("/v1/status").get("clusters") instanceof Map<?, ?> all) {
                all.forEach((name, status) -> {
                    String cluster = String.valueOf(name);
                    if (status instanceof Map<?, ?> fields
                            && selection
                                    .cluster()
                                    .filter(other -> !other.equals(cluster))
                                    .isEmpty()) {
                        chosen.put(cluster, fields);
                        lines.cluster(cluster, fields);
                    }
                });
            }
            return new Report(lines.all(), Map.of("clusters", chosen));
        }
    }
}
