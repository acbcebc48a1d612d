package io.pgcairn.daemon.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.InProcess;
import io.pgcairn.daemon.Main;
import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.daemon.cli.ClusterSelection;
import io.pgcairn.daemon.cluster.Clusters;
import io.pgcairn.daemon.cluster.OpenedCluster;
import io.pgcairn.daemon.cluster.Seals;
import io.pgcairn.daemon.cluster.Stores;
import io.pgcairn.daemon.testing.CleanEnvironment;
import io.pgcairn.daemon.tier.SourceArchive;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
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
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code pgcairn prune} in a process of its own that is killed at random moments. */
class KilledPruneIT {
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private static final int EXPIRED = 12;
    private static final int SEGMENTS = 400;
    private static final int KILLS = 5;

    @TempDir
    private Path directory = Path.of("");

    @Test
    void a_pruning_that_is_killed_leaves_kept_backups_whole_and_the_next_one_goes_on() throws Exception {
        long seed = new Random().nextLong();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        Path undisturbed = site("undisturbed");
        Path killed = site("killed");
        prune(undisturbed);
        TreeSet<String> kept = objects(undisturbed);
        TreeSet<String> before = objects(killed);
        assertTrue(before.size() > kept.size() + SEGMENTS, "there is something to prune");
        TreeSet<String> left = before;
        for (int i = 0; i < KILLS && left.size() > kept.size(); i++) {
            int rest = left.size() - kept.size();
            killAfter(killed, left.size() - 1 - random.nextInt((rest + 1) / 2));
            left = objects(killed);
            assertTrue(left.containsAll(kept), "what is kept is there at every moment");
            assertWhole(left, before);
        }
        prune(killed);
        assertEquals(kept, objects(killed));
    }

    /** Kills the process once no more than so many objects are left, if it has not ended before. */
    private void killAfter(Path site, int left) throws Exception {
        Path log = directory.resolve("prune.log");
        Process process = CleanEnvironment.of(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "prune",
                        "--config",
                        site.resolve("pgcairn.yaml").toString()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        try {
            while (process.isAlive() && objects(site).size() > left) {
                LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
            }
        } finally {
            process.destroyForcibly();
            assertTrue(process.waitFor(2, TimeUnit.MINUTES), "a killed process ends");
        }
    }

    private static void assertWhole(TreeSet<String> left, TreeSet<String> before) {
        for (String mark : left) {
            if (mark.endsWith("/backup.json")) {
                String prefix = mark.substring(0, mark.length() - "backup.json".length());
                List<String> missing = before.stream()
                        .filter(name -> name.startsWith(prefix) && !left.contains(name))
                        .toList();
                assertEquals(List.of(), missing, "a backup with its mark lacks parts");
            }
        }
    }

    private void prune(Path site) {
        InProcess.Answer answer = new InProcess(directory)
                .run("prune", "--config", site.resolve("pgcairn.yaml").toString());
        assertEquals(0, answer.exitCode(), () -> answer + answer.text());
    }

    /** Backups an hour apart, each with its share of the WAL; the newest one is kept. */
    private Path site(String name) throws Exception {
        Path site = Files.createDirectory(directory.resolve(name));
        Path config = Files.writeString(site.resolve("pgcairn.yaml"), """
                clusters:
                  main:
                    postgres: { uri: "postgresql://postgres@127.0.0.1:1/postgres" }
                    encryption: { enabled: false }
                    retention: { window: 0s, minimum: 1, leftovers_after: 1s }
                    tiers:
                      - { name: near, store: "file://%s/near" }
                """.formatted(site));
        Clock clock = Clock.systemUTC();
        Clusters clusters = new Clusters(new Stores(clock), new Seals(new SecureRandom()), Map.of(), clock);
        try (OpenedCluster cluster = clusters.open(new ClusterSelection(config, Optional.empty()))) {
            SourceArchive archive = new SourceArchive(cluster.tiers().getFirst().store(), 7);
            archive.record();
            int share = SEGMENTS / EXPIRED;
            List<BackupId> backups = new ArrayList<>();
            for (int i = 0; i <= EXPIRED; i++) {
                Instant start = NOW.minus(Duration.ofHours(EXPIRED + 1 - i));
                backups.add(archive.backup(start, 1, 1 + (long) i * share, 3 + (long) i * share, 3));
            }
            for (int segment = 1; segment <= SEGMENTS + share; segment++) {
                archive.segment(1, segment);
            }
        }
        age(site.resolve("near"));
        return site;
    }

    /** As if everything had been stored a day ago: what a killed pruning leaves is old. */
    private static void age(Path tier) throws IOException {
        try (Stream<Path> tree = Files.walk(tier.resolve("main"))) {
            for (Path file : tree.filter(Files::isRegularFile).toList()) {
                Files.setLastModifiedTime(file, FileTime.from(NOW.minus(Duration.ofDays(1))));
            }
        }
    }

    private static TreeSet<String> objects(Path site) throws IOException {
        Path root = site.resolve("near");
        try (Stream<Path> tree =
                Files.find(root.resolve("main"), Integer.MAX_VALUE, (_, attributes) -> attributes.isRegularFile())) {
            return tree.map(file -> root.relativize(file).toString()).collect(Collectors.toCollection(TreeSet::new));
        } catch (UncheckedIOException e) {
            // A directory went away under our eyes.
            return objects(site);
        }
    }
}
