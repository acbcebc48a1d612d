package io.pgcairn.daemon.program;

import io.pgcairn.daemon.catalog.BackupRecord;
import io.pgcairn.daemon.catalog.Lineage;
import io.pgcairn.daemon.cli.BackupLister;
import io.pgcairn.daemon.cli.ClusterSelection;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.pipeline.ObjectFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Lists a cluster's backups from its store; needs neither the daemon nor PostgreSQL. */
public final class ListProgram implements BackupLister {
    private final Clusters clusters;

    public ListProgram(Clusters clusters) {
        this.clusters = clusters;
    }

    @Override
    public List<Row> list(ClusterSelection selection) throws CairnException {
        try (OpenedCluster cluster = clusters.open(selection)) {
            List<Row> rows = new ArrayList<>();
            for (Lineage lineage : cluster.lineages().list()) {
                for (BackupRecord backup : lineage.backups().list()) {
                    rows.add(row(cluster.config().name(), backup));
                }
            }
            return rows;
        } catch (IOException e) {
            throw ObjectFailure.of("listing the backups", e);
        }
    }

    private static Row row(String cluster, BackupRecord backup) {
        return new Row(
                cluster,
                backup.id().value(),
                "full",
                backup.startTime(),
                backup.stopTime(),
                backup.startLsn().toString(),
                backup.stopLsn().toString(),
                backup.timeline().value(),
                backup.plainBytes(),
                backup.storedBytes());
    }
}
