package io.pgcairn.daemon.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.daemon.catalog.ClusterName;
import io.pgcairn.daemon.catalog.Lineages;
import io.pgcairn.daemon.cli.ClusterSelection;
import io.pgcairn.daemon.cluster.Clusters;
import io.pgcairn.daemon.cluster.OpenedCluster;
import io.pgcairn.daemon.cluster.OpenedTier;
import io.pgcairn.daemon.cluster.Seals;
import io.pgcairn.daemon.cluster.Stores;
import io.pgcairn.daemon.observe.Metrics;
import io.pgcairn.daemon.tier.SourceArchive;
import io.pgcairn.daemon.tier.Tier;
import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.StoreForbiddenException;
import io.pgcairn.storage.StoreUnavailableException;
import io.pgcairn.storage.contract.FaultScript;
import io.pgcairn.storage.contract.FaultyObjectStore;
import io.pgcairn.storage.contract.HeldStep;
import io.pgcairn.storage.contract.StoreStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prunes two tiers every second, as the daemon does. */
class PruningsTest {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private static final Instant OLD = NOW.minus(Duration.ofDays(4));

    @TempDir
    private Path directory = Path.of("");

    private final Clock clock = Clock.systemUTC();
    private final Metrics metrics = new Metrics();
    private final CountDownLatch walGone = new CountDownLatch(1);
    private final List<AutoCloseable> opened = new ArrayList<>();

    @BeforeEach
    void configure() throws Exception {
        Files.writeString(directory.resolve("pgcairn.yaml"), """
                clusters:
                  main:
                    postgres: { uri: "postgresql://postgres@127.0.0.1:1/postgres" }
                    encryption: { enabled: false }
                    retention: { every: 1s, minimum: 1, window: 0s }
                    ack: [near]
                    tiers:
                      - { name: near, store: "file://%1$s/near" }
                      - { name: far, store: "file://%1$s/far" }
                """.formatted(directory));
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened.reversed()) {
            each.close();
        }
        metrics.close();
    }

    /** Opens the cluster, its tiers under these faults. */
    private OpenedCluster open(FaultScript near, FaultScript far) throws Exception {
        Clusters clusters = new Clusters(new Stores(clock), new Seals(new SecureRandom()), Map.of(), clock);
        OpenedCluster cluster =
                clusters.open(new ClusterSelection(directory.resolve("pgcairn.yaml"), Optional.empty()));
        opened.add(cluster);
        List<OpenedTier> tiers = new ArrayList<>();
        for (OpenedTier tier : cluster.tiers()) {
            ObjectStore store = new FaultyObjectStore(tier.store(), tier.name().equals("near") ? near : far);
            Lineages lineages = new Lineages(
                    new ClusterName("main"), store, cluster.walPusher(), cluster.backupPusher(), tier.fetcher());
            tiers.add(new OpenedTier(new Tier(tier.name(), store), tier.fetcher(), lineages));
        }
        return new OpenedCluster(
                cluster.config(),
                cluster.connector(),
                tiers,
                cluster.reading(),
                cluster.damage(),
                cluster.store(),
                cluster.walPusher(),
                cluster.backupPusher(),
                cluster.fetcher(),
                cluster.lineages(),
                cluster.keys());
    }

    private Prunings start(OpenedCluster cluster) {
        String first = cluster.tiers().getFirst().name();
        Prunings prunings = new Prunings(cluster, metrics, clock, new Random(1), Optional::empty, tier -> {
            if (tier.equals(first)) {
                walGone.countDown();
            }
        });
        opened.add(() -> prunings.stop(LIMIT));
        prunings.start();
        return prunings;
    }

    private void archive(OpenedCluster cluster, String tier, boolean withBackups) throws IOException {
        SourceArchive archive = archive(cluster, tier);
        archive.record();
        archive.segment(1, 1);
        archive.segment(1, 5);
        if (withBackups) {
            archive.backup(OLD, 1, 1, 1, 1);
            archive.backup(NOW.minus(Duration.ofHours(1)), 1, 5, 5, 1);
        }
    }

    private static SourceArchive archive(OpenedCluster cluster, String tier) {
        ObjectStore store = cluster.tiers().stream()
                .filter(each -> each.name().equals(tier))
                .findFirst()
                .orElseThrow()
                .store();
        return new SourceArchive(store, 7);
    }

    private boolean isThere(OpenedCluster cluster, String tier) {
        Path mark = directory
                .resolve(tier)
                .resolve(archive(cluster, tier).mark(BackupId.startedAt(OLD)).value());
        return Files.exists(mark);
    }

    private double metric(String name, String tier) {
        return metrics.scrape()
                .lines()
                .filter(line -> line.startsWith("pgcairn_retention_" + name + "{") && line.contains("\"" + tier + "\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElseThrow();
    }

    private static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, () -> "not in time: " + what);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    @Test
    void prunes_every_tier_and_counts_what_goes() throws Exception {
        OpenedCluster cluster = open(FaultScript.none(), FaultScript.none());
        archive(cluster, "near", true);
        archive(cluster, "far", true);
        start(cluster);
        for (String tier : List.of("near", "far")) {
            await(
                    tier + " is pruned",
                    () -> metric("last_success_timestamp_seconds", tier) > 0
                            && metric("deleted_objects_total", tier) == 5);
            assertFalse(isThere(cluster, tier));
            assertTrue(metric("deleted_bytes_total", tier) > 5);
            assertEquals(0, metric("locked_objects", tier));
            assertEquals(0, metric("refused", tier));
            assertEquals(0, metric("failures_total", tier));
        }
        assertTrue(walGone.await(LIMIT.toSeconds(), TimeUnit.SECONDS), "who knows the WAL is told");
    }

    @Test
    void a_tier_without_a_backup_is_pruned_once_it_has_one_and_is_no_trouble_before() throws Exception {
        OpenedCluster cluster = open(FaultScript.none(), FaultScript.none());
        archive(cluster, "near", false);
        start(cluster);
        assertTrue(Double.isNaN(metric("last_success_timestamp_seconds", "near")));
        archive(cluster, "near").backup(NOW.minus(Duration.ofHours(1)), 1, 5, 5, 1);
        await("near is pruned", () -> metric("last_success_timestamp_seconds", "near") > 0);
        assertEquals(0, metric("refused", "near"));
    }

    @Test
    void a_tier_that_hangs_does_not_keep_another_from_being_pruned_and_ends_when_told_to() throws Exception {
        HeldStep held = new HeldStep(StoreStep.DELETE, _ -> true);
        OpenedCluster cluster = open(FaultScript.none(), held);
        archive(cluster, "near", true);
        archive(cluster, "far", true);
        Prunings prunings = start(cluster);
        assertTrue(held.awaitReached(LIMIT));
        await("near is pruned", () -> metric("deleted_objects_total", "near") == 5);
        prunings.stop(LIMIT);
        assertTrue(isThere(cluster, "far"));
    }

    @Test
    void a_store_that_lets_nothing_go_is_counted_and_the_rest_is_kept_whole() throws Exception {
        FaultScript locked = FaultScript.failing(
                StoreStep.DELETE,
                Integer.MAX_VALUE,
                _ -> true,
                key -> new StoreForbiddenException(key + " is locked", "wait", null));
        OpenedCluster cluster = open(locked, FaultScript.none());
        archive(cluster, "near", true);
        start(cluster);
        await("the lock is counted", () -> metric("locked_objects", "near") == 1);
        assertTrue(isThere(cluster, "near"));
        assertEquals(0, metric("deleted_objects_total", "near"));
    }

    @Test
    void nothing_goes_while_a_tier_cannot_be_asked_and_goes_on_when_it_is_back() throws Exception {
        AtomicBoolean isDown = new AtomicBoolean(true);
        OpenedCluster cluster = open(
                FaultScript.none(),
                FaultScript.failing(
                        StoreStep.LIST,
                        Integer.MAX_VALUE,
                        _ -> isDown.get(),
                        prefix -> new StoreUnavailableException(prefix + " cannot be listed", "", null)));
        archive(cluster, "near", true);
        start(cluster);
        await("failures are counted", () -> metric("failures_total", "near") > 0);
        isDown.set(false);
        await("near goes on", () -> metric("last_success_timestamp_seconds", "near") > 0);
    }
}
