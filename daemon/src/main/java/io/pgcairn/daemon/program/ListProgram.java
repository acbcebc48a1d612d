package io.pgcairn.daemon.program;

import io.pgcairn.daemon.catalog.BackupRecord;
import io.pgcairn.daemon.catalog.Lineage;
import io.pgcairn.daemon.cli.BackupLister;
import io.pgcairn.daemon.cli.ClusterSelection;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.pipeline.ObjectFailure;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lists a cluster's backups from its tiers; needs neither the daemon nor PostgreSQL. */
public final class ListProgram implements BackupLister {
    private final Clusters clusters;

    public ListProgram(Clusters clusters) {
        this.clusters = clusters;
    }

    /** A backup and who holds it. */
    private record Held(Instant lineage, BackupRecord backup, List<String> tiers) {}

    @Override
    public Listing list(ClusterSelection selection, Optional<String> tier) throws CairnException {
        try (OpenedCluster cluster = clusters.open(selection)) {
            List<OpenedTier> chosen = cluster.chosen(tier);
            Map<String, Held> held = new LinkedHashMap<>();
            Map<String, String> unlisted = new LinkedHashMap<>();
            for (OpenedTier each : chosen) {
                try {
                    gather(each, held);
                } catch (IOException e) {
                    ObjectFailure failure = ObjectFailure.of("listing the backups", e);
                    unlisted.put(each.name(), failure.getMessage() + "; " + failure.hint());
                    if (unlisted.size() == chosen.size()) {
                        throw OtherTiersException.of(failure, cluster, each.name());
                    }
                }
            }
            List<Row> rows = held.values().stream()
                    .sorted(Comparator.comparing(Held::lineage)
                            .thenComparing(one -> one.backup().id()))
                    .map(one -> row(cluster.config().name(), one))
                    .toList();
            return new Listing(chosen.stream().map(OpenedTier::name).toList(), rows, unlisted);
        }
    }

    private static void gather(OpenedTier tier, Map<String, Held> held) throws IOException {
        for (Lineage lineage : tier.lineages().list()) {
            for (BackupRecord backup : lineage.backups().list()) {
                held.computeIfAbsent(
                                lineage.id() + "/" + backup.id(),
                                _ -> new Held(lineage.facts().created(), backup, new ArrayList<>()))
                        .tiers()
                        .add(tier.name());
            }
        }
    }

    private static Row row(String cluster, Held held) {
        BackupRecord backup = held.backup();
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
                backup.storedBytes(),
                held.tiers());
    }
}
