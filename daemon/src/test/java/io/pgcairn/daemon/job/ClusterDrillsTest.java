package io.pgcairn.daemon.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.catalog.DrillRecord;
import io.pgcairn.daemon.catalog.DrillRecords;
import io.pgcairn.daemon.catalog.Lineage;
import io.pgcairn.daemon.catalog.LineageRecord;
import io.pgcairn.daemon.catalog.StoredRecords;
import io.pgcairn.daemon.catalog.WalFixture;
import io.pgcairn.daemon.cli.ClusterSelection;
import io.pgcairn.daemon.cluster.Clusters;
import io.pgcairn.daemon.cluster.OpenedCluster;
import io.pgcairn.daemon.cluster.OpenedTier;
import io.pgcairn.daemon.cluster.Seals;
import io.pgcairn.daemon.cluster.Stores;
import io.pgcairn.daemon.http.BackupOrder;
import io.pgcairn.daemon.postgres.SystemId;
import io.pgcairn.daemon.postgres.TimelineHistory;
import io.pgcairn.daemon.postgres.TimelineId;
import io.pgcairn.storage.ObjectStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The far tier holds a backup of a lineage, which the first tier has too, beside a newer one. */
class ClusterDrillsTest {
    private static final DrillHost BROKEN = new DrillHost(
            (_, _, _, _) -> {
                throw new IllegalStateException("a defect");
            },
            Map.of(),
            "pgcairn test");

    @TempDir
    private Path directory = Path.of("");

    @Test
    void a_defect_is_recorded_as_a_failed_drill_under_the_lineage_that_was_restored() throws Exception {
        Path config = Files.writeString(directory.resolve("pgcairn.yaml"), """
                clusters:
                  main:
                    postgres: { uri: "postgresql://postgres@127.0.0.1:1/postgres" }
                    encryption: { enabled: false }
                    drill: { directory: "%1$s/drill" }
                    tiers:
                      - { name: near, store: "file://%1$s/near" }
                      - { name: far, store: "file://%1$s/far" }
                """.formatted(directory));
        Clusters clusters =
                new Clusters(new Stores(Clock.systemUTC()), new Seals(new SecureRandom()), Map.of(), Clock.systemUTC());
        try (OpenedCluster cluster = clusters.open(new ClusterSelection(config, Optional.empty()));
                ClusterDrills drills = new ClusterDrills(
                        cluster, clusters.load(config), BROKEN, Clock.systemUTC(), RandomGenerator.getDefault())) {
            Lineage restored = fill(cluster);
            BackupOrder order = BackupOrder.ofDrill(new BackupOrder.Drill("latest", "far", false));
            assertThrows(Exception.class, () -> drills.jobs().take(order));

            ObjectStore first = cluster.tiers().getFirst().store();
            DrillRecord record =
                    new DrillRecords(first, restored.id()).newest().last().orElseThrow();
            assertFalse(record.isGood());
            assertTrue(record.outcome().contains("a defect"), record::outcome);
            assertEquals("far", record.tier());
            assertFalse(drills.last().orElseThrow().isGood());
        }
    }

    private static Lineage fill(OpenedCluster cluster) throws Exception {
        OpenedTier near = cluster.tiers().getFirst();
        near.lineages()
                .openOrCreate(new LineageRecord(
                        new SystemId(43), 18, WalFixture.SIZE, Instant.parse("2026-12-21T07:00:00Z")));
        new WalFixture(near.store());
        WalFixture far = new WalFixture(cluster.tiers().getLast().store());
        far.push(1, 3);
        far.lineage()
                .backups()
                .commit(StoredRecords.backup(
                        Instant.now().minusSeconds(7200), TimelineHistory.root(new TimelineId(1)), 3));
        return far.lineage();
    }
}
