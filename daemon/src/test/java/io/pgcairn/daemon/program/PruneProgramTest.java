package io.pgcairn.daemon.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.InProcess;
import io.pgcairn.daemon.catalog.BackupHold;
import io.pgcairn.daemon.catalog.BackupHolds;
import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.daemon.catalog.RestoreLease;
import io.pgcairn.daemon.catalog.RestoreLeases;
import io.pgcairn.daemon.cli.ClusterSelection;
import io.pgcairn.daemon.cluster.Clusters;
import io.pgcairn.daemon.cluster.OpenedCluster;
import io.pgcairn.daemon.cluster.Seals;
import io.pgcairn.daemon.cluster.Stores;
import io.pgcairn.daemon.fault.Fault;
import io.pgcairn.daemon.tier.SourceArchive;
import io.pgcairn.storage.ObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code pgcairn prune} over two tiers that are directories: near keeps the newest backup, far three days. */
class PruneProgramTest {
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private static final Instant OLD = NOW.minus(Duration.ofDays(4));
    private static final Instant NEW = NOW.minus(Duration.ofHours(1));

    @TempDir
    private Path directory = Path.of("");

    private Path config = Path.of("");

    @BeforeEach
    void configure() throws IOException {
        config = Files.writeString(directory.resolve("pgcairn.yaml"), """
                clusters:
                  main:
                    postgres: { uri: "postgresql://postgres@127.0.0.1:1/postgres" }
                    encryption: { enabled: false }
                    retention: { minimum: 1, leftovers_after: 1s }
                    ack: [near]
                    tiers:
                      - { name: near, store: "file://%1$s/near", retention: { window: 0s } }
                      - { name: far, store: "file://%1$s/far", retention: { window: 3d } }
                """.formatted(directory));
    }

    private OpenedCluster opened() throws Exception {
        Clock clock = Clock.systemUTC();
        Clusters clusters = new Clusters(new Stores(clock), new Seals(new SecureRandom()), Map.of(), clock);
        return clusters.open(new ClusterSelection(config, Optional.empty()));
    }

    /** What is done to one tier. */
    private interface Work {
        void on(SourceArchive archive, ObjectStore store) throws Exception;
    }

    private void with(String tier, Work work) throws Exception {
        try (OpenedCluster cluster = opened()) {
            ObjectStore store = cluster.chosen(Optional.of(tier)).getFirst().store();
            work.on(new SourceArchive(store, 7), store);
        }
    }

    /** Two backups, four days and an hour ago, each with two segments; WAL goes on without a gap. */
    private void archive(SourceArchive archive) throws Exception {
        archive.record();
        archive.backup(OLD, 1, 1, 2, 2);
        archive.backup(NEW, 1, 5, 6, 2);
        for (int segment = 1; segment <= 8; segment++) {
            archive.segment(1, segment);
        }
    }

    private InProcess.Answer run(String... options) {
        String[] words = Stream.concat(Stream.of("prune", "--config", config.toString()), Stream.of(options))
                .toArray(String[]::new);
        return new InProcess(directory).run(words);
    }

    private TreeSet<String> objects(String tier) throws IOException {
        Path root = directory.resolve(tier).resolve("main");
        if (!Files.exists(root)) {
            return new TreeSet<>();
        }
        try (Stream<Path> tree = Files.walk(root)) {
            return tree.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private long bytes(String tier) throws IOException {
        try (Stream<Path> tree = Files.walk(directory.resolve(tier).resolve("main"))) {
            return tree.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    private static InProcess.Answer require(int exitCode, InProcess.Answer answer) {
        assertEquals(exitCode, answer.exitCode(), () -> answer + answer.text());
        return answer;
    }

    @Test
    void a_dry_run_says_what_goes_and_the_pruning_does_that() throws Exception {
        with("near", (archive, _) -> archive(archive));
        with("far", (archive, _) -> archive(archive));
        TreeSet<String> before = objects("near");
        long bytesBefore = bytes("near");

        String plan = require(0, run("--tier", "near", "--dry-run")).text();
        assertEquals(before, objects("near"));
        String said = require(0, run("--tier", "near")).text();

        assertEquals(plan.replace("would free", "freed"), said);
        assertTrue(said.contains("delete  backup " + BackupId.startedAt(OLD) + ": 5 objects"), said);
        assertTrue(said.contains("keep    backup " + BackupId.startedAt(NEW)), said);
        assertTrue(said.contains("000000010000000000000001 to 000000010000000000000004, 4 segments"), said);
        assertTrue(said.contains("freed 9 objects, " + (bytesBefore - bytes("near")) + " bytes"), said);
        assertEquals(before.size() - 9, objects("near").size());
        assertTrue(require(0, run("--tier", "near")).text().contains("nothing to delete"));
    }

    @Test
    void json_says_the_same() throws Exception {
        with("near", (archive, _) -> archive(archive));
        with("far", (archive, _) -> archive(archive));
        String json = require(0, run("--tier", "near", "--dry-run", "--json")).text();
        assertTrue(json.contains("\"dry_run\" : true"), json);
        assertTrue(json.contains("\"objects\" : 9"), json);
        assertTrue(json.contains("\"first\" : \"000000010000000000000001\""), json);
        assertTrue(json.contains("\"backup\" : \"" + BackupId.startedAt(OLD) + "\""), json);
    }

    @Test
    void what_the_far_tier_wants_and_lacks_stays_on_the_near_one_until_it_has_it() throws Exception {
        with("near", (archive, _) -> archive(archive));
        with("far", (archive, _) -> {
            archive.record();
            archive.segment(1, 1);
        });
        TreeSet<String> before = objects("near");

        String kept = require(0, run("--tier", "near")).text();
        assertTrue(
                kept.contains("kept for tier far, which does not hold it yet: backup " + BackupId.startedAt(OLD)),
                kept);
        assertTrue(objects("near")
                .containsAll(before.stream()
                        .filter(name -> name.startsWith("7/backups/"))
                        .toList()));

        with("far", (archive, _) -> {
            archive.backup(OLD, 1, 1, 2, 2);
            archive.backup(NEW, 1, 5, 6, 2);
            for (int segment = 2; segment <= 8; segment++) {
                archive.segment(1, segment);
            }
        });
        assertTrue(require(0, run("--tier", "near")).text().contains("delete  backup"));
        assertEquals(before, objects("far"), "the far tier's base is four days old");
        assertTrue(require(0, run("--tier", "far")).text().contains("nothing to delete"));
        assertEquals(before, objects("far"));
    }

    @Test
    void nothing_goes_anywhere_while_a_tier_cannot_be_asked() throws Exception {
        with("near", (archive, _) -> archive(archive));
        TreeSet<String> before = objects("near");
        Files.writeString(directory.resolve("far"), "not mounted");

        InProcess.Answer answer = run("--tier", "near");

        assertTrue(answer.exitCode() >= 20 && answer.exitCode() < 30, answer::toString);
        assertEquals(before, objects("near"));
    }

    @Test
    void a_hold_on_any_tier_keeps_the_backup_on_all_with_the_wal_that_it_needs_by_itself() throws Exception {
        with("near", (archive, _) -> archive(archive));
        with("far", (archive, store) -> {
            archive(archive);
            BackupHold hold = new BackupHold(BackupId.startedAt(OLD), NOW, Optional.empty());
            new BackupHolds(store, archive.lineage()).place(hold, "");
        });
        String said = require(0, run("--tier", "near")).text();
        assertTrue(said.contains("keep    backup " + BackupId.startedAt(OLD) + ": hold"), said);
        assertTrue(said.contains("000000010000000000000003 to 000000010000000000000004, 2 segments"), said);
    }

    @Test
    void a_restore_that_reads_a_backup_keeps_it_with_all_later_wal() throws Exception {
        with("far", (archive, _) -> archive(archive));
        with("near", (archive, store) -> {
            archive(archive);
            RestoreLease lease =
                    new RestoreLease(BackupId.startedAt(OLD), NOW.plus(Duration.ofHours(1)), "0123456789abcdef");
            new RestoreLeases(store, archive.lineage()).place(lease);
        });
        String said = require(0, run("--tier", "near")).text();
        assertTrue(said.contains("keep    backup " + BackupId.startedAt(OLD) + ": restore"), said);
        assertTrue(said.contains("nothing to delete"), said);
    }

    @Test
    void a_tier_without_a_good_backup_is_refused() throws Exception {
        with("near", (archive, _) -> {
            archive.record();
            archive.segment(1, 1);
            archive.parts(BackupId.startedAt(OLD), 2);
        });
        TreeSet<String> before = objects("near");
        InProcess.Answer refused = require(Fault.RETENTION_REFUSED.exitCode(), run());
        assertTrue(refused.text().contains("nothing may be pruned"), refused::text);
        assertTrue(refused.text().contains("tier far: nothing is stored"), refused::text);
        assertEquals(before, objects("near"));
    }

    @Test
    void wal_that_arrives_on_the_far_tier_before_its_backup_does_is_left_there() throws Exception {
        Instant older = NOW.minus(Duration.ofDays(2));
        with("near", (archive, _) -> {
            archive.record();
            archive.backup(older, 1, 1, 2, 2);
            archive.backup(NEW, 1, 5, 6, 2);
        });
        with("far", (archive, _) -> {
            archive.record();
            archive.backup(NEW, 1, 5, 6, 2);
            for (int segment = 1; segment <= 8; segment++) {
                archive.segment(1, segment);
            }
        });
        TreeSet<String> before = objects("far");
        String said = require(0, run("--tier", "far")).text();
        assertTrue(said.contains("kept for what is still to be copied from tier near: WAL of 4 objects"), said);
        assertEquals(before, objects("far"));
    }

    @Test
    void leftovers_of_a_failed_backup_go_from_all_tiers_and_a_copy_that_arrives_does_not() throws Exception {
        BackupId failed = BackupId.startedAt(NOW.minus(Duration.ofDays(2)));
        with("near", (archive, _) -> {
            archive(archive);
            archive.parts(failed, 3);
        });
        with("far", (archive, _) -> {
            archive.record();
            archive.backup(OLD, 1, 1, 2, 2);
            archive.parts(BackupId.startedAt(NEW), 2);
            archive.parts(failed, 2);
        });
        age("near");
        age("far");
        String said = require(0, run()).text();
        assertEquals(
                2,
                said.lines()
                        .filter(line -> line.contains("leftovers of backup " + failed))
                        .count(),
                said);
        assertFalse(said.contains("leftovers of backup " + BackupId.startedAt(NEW)), said);
    }

    /** As if everything had been stored a day ago. */
    private void age(String tier) throws IOException {
        try (Stream<Path> tree = Files.walk(directory.resolve(tier).resolve("main"))) {
            List<Path> files = tree.filter(Files::isRegularFile)
                    .sorted(Comparator.naturalOrder())
                    .toList();
            for (Path file : files) {
                Files.setLastModifiedTime(file, FileTime.from(NOW.minus(Duration.ofDays(1))));
            }
        }
    }
}
