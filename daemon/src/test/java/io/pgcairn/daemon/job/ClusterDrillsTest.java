package io.pgcairn.daemon.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.catalog.BackupId;
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
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;
import io.pgcairn.daemon.http.BackupOrder;
import io.pgcairn.daemon.postgres.SystemId;
import io.pgcairn.daemon.postgres.TimelineHistory;
import io.pgcairn.daemon.postgres.TimelineId;
import io.pgcairn.daemon.schedule.Work;
import io.pgcairn.storage.ObjectStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    private final Clusters clusters =
            new Clusters(new Stores(Clock.systemUTC()), new Seals(new SecureRandom()), Map.of(), Clock.systemUTC());

    private static DrillRecord good(String start) {
        Instant began = Instant.parse(start);
        return new DrillRecord(
                BackupId.startedAt(began),
                began,
                began.plusSeconds(60),
                true,
                "restored, started and judged",
                "near",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                "host",
                "pgcairn test");
    }

    /** The state of a cluster that one asks about, by a daemon that runs on or by one that was started after all. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_drill_of_what_was_before_pg_upgrade_proves_nothing_of_what_is_after(boolean isRestarted) throws Exception {
        try (OpenedCluster cluster = open();
                ClusterDrills drills = drills(cluster);
                ClusterDrills restarted = drills(cluster)) {
            ObjectStore first = cluster.tiers().getFirst().store();
            Lineage before = new WalFixture(first).lineage();
            new DrillRecords(first, before.id()).put(good("2026-11-21T08:00:00Z"));
            drills.recall();
            assertTrue(drills.last().orElseThrow().isGood());
            assertTrue(drills.figures().lastSuccess().isPresent());

            Lineage after = upgraded(cluster);
            ClusterDrills asked = isRestarted ? restarted : drills;
            asked.recall();
            assertEquals(Optional.empty(), asked.last());
            assertEquals(Optional.empty(), asked.figures().lastSuccess());
            assertEquals(Optional.empty(), asked.task().work().last(Instant.MAX));

            new DrillRecords(first, after.id()).put(good("2026-12-22T08:00:00Z"));
            asked.recall();
            Instant ended = Instant.parse("2026-12-22T08:01:00Z");
            assertEquals(Optional.of(ended), asked.figures().lastSuccess());
            assertEquals(
                    Optional.of(ended.minusSeconds(60)), asked.task().work().last(Instant.MAX));
        }
    }

    @Test
    void a_schedule_that_comes_before_the_first_backup_waits_for_it_and_nothing_has_failed() throws Exception {
        try (OpenedCluster cluster = open();
                ClusterDrills drills = drills(cluster)) {
            assertEquals(Work.Outcome.BUSY, drills.task().work().run(Instant.now()));
            Lineage lineage = upgraded(cluster);
            assertEquals(Work.Outcome.BUSY, drills.task().work().run(Instant.now()));
            assertEquals(Optional.empty(), drills.last());
            assertEquals(0, drills.figures().failures());
            lineage.backups()
                    .commit(StoredRecords.backup(
                            Instant.now().minusSeconds(7200), TimelineHistory.root(new TimelineId(1)), 3));
            // There is no WAL to it, so the drill fails: it was done.
            assertEquals(Work.Outcome.DONE, drills.task().work().run(Instant.now()));
            assertEquals(1, drills.figures().failures());
        }
    }

    private static Lineage upgraded(OpenedCluster cluster) throws Exception {
        return cluster.tiers()
                .getFirst()
                .lineages()
                .openOrCreate(new LineageRecord(
                        new SystemId(43), 18, WalFixture.SIZE, Instant.parse("2026-12-21T07:00:00Z")));
    }

    private OpenedCluster open() throws Exception {
        return clusters.open(new ClusterSelection(configured(), Optional.empty()));
    }

    private ClusterDrills drills(OpenedCluster cluster) throws Exception {
        return new ClusterDrills(
                cluster, clusters.load(configured()), BROKEN, Clock.systemUTC(), RandomGenerator.getDefault());
    }

    private Path configured() throws Exception {
        return Files.writeString(directory.resolve("pgcairn.yaml"), """
                clusters:
                  main:
                    postgres: { uri: "postgresql://postgres@127.0.0.1:1/postgres" }
                    encryption: { enabled: false }
                    drill: { directory: "%1$s/drill" }
                    tiers:
                      - { name: near, store: "file://%1$s/near" }
                      - { name: far, store: "file://%1$s/far" }
                """.formatted(directory));
    }

    @Test
    void a_defect_is_recorded_as_a_failed_drill_under_the_lineage_that_was_restored() throws Exception {
        try (OpenedCluster cluster = open();
                ClusterDrills drills = drills(cluster)) {
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

    @ParameterizedTest
    @CsvSource({"2001-01-01T00:00:00Z, far, TARGET_BEFORE_FIRST_BACKUP", "latest, nowhere, TIER_UNKNOWN"})
    void what_cannot_be_had_is_refused_and_is_no_failed_drill(String target, String tier, Fault fault)
            throws Exception {
        try (OpenedCluster cluster = open();
                ClusterDrills drills = drills(cluster)) {
            fill(cluster);
            BackupOrder order = BackupOrder.ofDrill(new BackupOrder.Drill(target, tier, false));
            CairnException refused =
                    assertThrows(CairnException.class, () -> drills.jobs().take(order));
            assertEquals(fault, refused.fault(), refused::getMessage);
            assertEquals(Optional.empty(), drills.last());
            assertEquals(0, drills.figures().failures());
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
