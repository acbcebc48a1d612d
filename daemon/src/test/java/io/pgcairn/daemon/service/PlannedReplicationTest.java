package io.pgcairn.daemon.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.cluster.OpenedCluster;
import io.pgcairn.daemon.observe.Metrics;
import io.pgcairn.daemon.program.TwoDirectories;
import io.pgcairn.daemon.upkeep.PlannedTiers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What arrives on a further tier by the retentions of two tiers. */
class PlannedReplicationTest {
    private static final Duration LIMIT = Duration.ofSeconds(180);
    private static final Duration STOP = Duration.ofSeconds(60);
    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
    private static final Clock CLOCK = Clock.offset(Clock.systemUTC(), Duration.between(Instant.now(), NOW));

    private static final String DAY_40 = "20261012T070000.000Z";
    private static final String DAY_30 = "20261022T070000.000Z";
    private static final String DAY_20 = "20261101T070000.000Z";
    private static final String DAY_2 = "20261119T070000.000Z";
    private static final String DAY_1 = "20261120T070000.000Z";
    private static final String TODAY = "20261121T070000.000Z";
    private static final List<String> BACKUPS = List.of(DAY_40, DAY_30, DAY_20, DAY_2, DAY_1, TODAY);
    private static final long LAST_SEGMENT = 12;

    private final Path directory;

    PlannedReplicationTest(@TempDir Path directory) {
        this.directory = directory;
    }

    /** Backups in every other segment from the first on, and all segments. */
    private TwoDirectories written(String nearKeeps, String farKeeps) throws Exception {
        TwoDirectories tiers = new TwoDirectories(directory, nearKeeps, farKeeps);
        for (int i = 0; i < BACKUPS.size(); i++) {
            tiers.store("near", BACKUPS.get(i), "", 2L * i + 1);
        }
        tiers.storeSegments("near", 1, LAST_SEGMENT);
        return tiers;
    }

    private interface Running {
        void run(Replications replications) throws Exception;
    }

    private static void replicate(TwoDirectories tiers, Running running) throws Exception {
        try (OpenedCluster cluster = tiers.opened()) {
            Replications replications = new Replications(
                    cluster, new PlannedTiers(cluster, CLOCK), new Metrics(), CLOCK, new SecureRandom(), _ -> {});
            replications.start();
            try {
                running.run(replications);
            } finally {
                replications.stop(STOP);
            }
        }
    }

    private static void eventually(Callable<Boolean> condition, Callable<?> found) throws Exception {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.call()) {
            assertTrue(System.nanoTime() < end, String.valueOf(found.call()));
            LockSupport.parkNanos(20_000_000);
        }
    }

    /** What is wanted arrives, and afterwards there is nothing else. */
    private static void assertArrives(TwoDirectories tiers, Replications replications, Set<String> expected)
            throws Exception {
        eventually(() -> far(tiers).containsAll(expected), () -> far(tiers) + " lacks some of " + expected);
        replications.stop(STOP);
        assertEquals(expected, far(tiers));
    }

    private static Set<String> far(TwoDirectories tiers) throws Exception {
        return new TreeSet<>(tiers.listed("far"));
    }

    /** All of the first tier but these backups and segments. */
    private static Set<String> without(TwoDirectories tiers, List<String> backups, List<Integer> segments)
            throws Exception {
        Set<String> names = new TreeSet<>(tiers.listed("near"));
        backups.forEach(backup -> names.removeIf(name -> name.contains(backup)));
        segments.forEach(number -> names.removeIf(name -> name.contains("/wal/") && name.contains(file(number))));
        return names;
    }

    private static String file(int number) {
        return "/0000000100000000%08X-".formatted(number);
    }

    @Test
    void a_far_tier_with_a_short_window_gets_that_window_also_when_it_is_added_later() throws Exception {
        TwoDirectories tiers = written("{ window: 60d }", "{ window: 3d, minimum: 1 }");
        replicate(
                tiers,
                replications -> assertArrives(
                        tiers, replications, without(tiers, List.of(DAY_40, DAY_30), List.of(1, 2, 3, 4))));
    }

    @Test
    void a_far_tier_with_a_long_window_gets_everything_whatever_the_near_one_keeps() throws Exception {
        TwoDirectories tiers = written("{ window: 1d, minimum: 1 }", "{ window: 60d }");
        replicate(tiers, replications -> assertArrives(tiers, replications, without(tiers, List.of(), List.of())));
    }

    @Test
    void a_backup_of_the_month_comes_with_its_own_wal_only() throws Exception {
        TwoDirectories tiers = written("{ window: 60d }", "{ window: 1d, minimum: 1, monthly: 2 }");
        replicate(
                tiers,
                replications -> assertArrives(
                        tiers,
                        replications,
                        without(tiers, List.of(DAY_40, DAY_20, DAY_2), List.of(1, 2, 4, 5, 6, 7, 8))));
    }

    @Test
    void a_hold_brings_an_old_backup_and_a_deletion_by_hand_lasts() throws Exception {
        TwoDirectories tiers = written("{ window: 60d }", "{ window: 3d, minimum: 1 }");
        replicate(tiers, replications -> {
            Set<String> window = without(tiers, List.of(DAY_40, DAY_30), List.of(1, 2, 3, 4));
            eventually(() -> far(tiers).equals(window), () -> far(tiers));
            tiers.succeed("hold", DAY_40);
            tiers.succeed("delete", DAY_1, "--tier", "far");
            replications.compareBackups();
            String mark = TwoDirectories.LINEAGE + "/backups/" + DAY_40 + "/backup.json";
            eventually(() -> far(tiers).contains(mark), () -> far(tiers));
        });
        Set<String> held = without(tiers, List.of(DAY_30, DAY_1), List.of(2, 3, 4));
        held.add(TwoDirectories.LINEAGE + "/backups/" + DAY_1 + "/deleted.json");
        assertEquals(held, far(tiers));
        assertEquals(1, tiers.objects("far", DAY_40 + "/hold/").size());

        // Another daemon begins with nothing in memory.
        tiers.storeSegments("near", LAST_SEGMENT + 1, LAST_SEGMENT + 1);
        replicate(
                tiers,
                replications -> eventually(
                        () -> far(tiers).toString().contains(file((int) LAST_SEGMENT + 1)), () -> far(tiers)));
        assertEquals(1, tiers.objects("far", DAY_1).size());
        tiers.succeed("repair");
        assertEquals(1, tiers.objects("far", DAY_1).size());
    }

    @Test
    void a_damaged_mark_keeps_nothing_else_from_arriving() throws Exception {
        TwoDirectories tiers = written("{ window: 60d }", "{ window: 60d }");
        Files.writeString(
                directory.resolve("near/" + TwoDirectories.LINEAGE + "/backups/" + DAY_20 + "/backup.json"), "{");
        replicate(tiers, replications -> {
            Set<String> rest = without(tiers, List.of(DAY_20), List.of());
            rest.removeIf(name -> name.contains("/backups/"));
            eventually(() -> far(tiers).containsAll(rest), () -> far(tiers));
        });
    }
}
