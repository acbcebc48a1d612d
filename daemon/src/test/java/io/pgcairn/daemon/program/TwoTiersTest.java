package io.pgcairn.daemon.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.InProcess;
import io.pgcairn.daemon.catalog.BackupArchive;
import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.daemon.catalog.BackupRecord;
import io.pgcairn.daemon.catalog.LineageRecord;
import io.pgcairn.daemon.catalog.WalArchive;
import io.pgcairn.daemon.cli.ClusterSelection;
import io.pgcairn.daemon.cluster.Clusters;
import io.pgcairn.daemon.cluster.OpenedCluster;
import io.pgcairn.daemon.cluster.Seals;
import io.pgcairn.daemon.cluster.Stores;
import io.pgcairn.daemon.fault.Fault;
import io.pgcairn.daemon.pipeline.FramedUpload;
import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.postgres.SegmentName;
import io.pgcairn.daemon.postgres.SegmentSize;
import io.pgcairn.daemon.postgres.SystemId;
import io.pgcairn.daemon.postgres.TimelineId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verbs over two tiers that are directories. */
class TwoTiersTest {
    private static final String OLD = "20261119T070000.000Z";
    private static final String BOTH = "20261120T070000.000Z";
    private static final String NEW = "20261121T070000.000Z";
    private static final SystemId SYSTEM = new SystemId(7_000_000_000_000_000_001L);

    @TempDir
    private Path directory = Path.of("");

    private Path config = Path.of("");

    @BeforeEach
    void store_backups() throws Exception {
        config = Files.writeString(directory.resolve("pgcairn.yaml"), """
                clusters:
                  main:
                    postgres: { uri: "postgresql://postgres@127.0.0.1:1/postgres" }
                    encryption: { enabled: false }
                    ack: [near]
                    tiers:
                      - { name: near, store: "file://%1$s/near" }
                      - { name: far, store: "file://%1$s/far" }
                """.formatted(directory));
        store("near", BOTH, NEW);
        store("far", OLD, BOTH);
    }

    private void store(String tier, String... backups) throws Exception {
        try (OpenedCluster cluster = opened()) {
            BackupArchive archive = cluster.tier(Optional.of(tier))
                    .lineages()
                    .openOrCreate(new LineageRecord(SYSTEM, 18, new SegmentSize(1 << 20), Instant.EPOCH))
                    .backups();
            for (String backup : backups) {
                BackupId id = new BackupId(backup);
                write(archive.beginPack(id, 0));
                write(archive.beginManifest(id));
                archive.commit(record(id));
            }
        }
    }

    private static void write(FramedUpload upload) throws IOException {
        try (upload) {
            ByteBuffer bytes = ByteBuffer.wrap("content".getBytes(StandardCharsets.UTF_8));
            upload.beginFrame(bytes.remaining());
            upload.write(bytes);
            upload.endFrame();
            upload.commit();
        }
    }

    private static BackupRecord record(BackupId id) {
        Instant time = Instant.parse("2026-11-21T07:00:00Z");
        return new BackupRecord(
                id,
                "",
                "",
                SYSTEM,
                180_006,
                new TimelineId(1),
                Optional.empty(),
                new Lsn(3L << 20),
                new Lsn((3L << 20) + 512),
                time,
                time,
                1000,
                "/data",
                List.of(),
                List.of(),
                0,
                0,
                0,
                0);
    }

    private InProcess.Answer run(String verb, String... options) {
        List<String> words = new ArrayList<>(List.of(verb));
        words.addAll(List.of(options));
        words.addAll(List.of("--config", config.toString()));
        return new InProcess(directory).run(words.toArray(String[]::new));
    }

    private void assertRefused(Fault fault, String text, InProcess.Answer answer) {
        assertEquals(fault.exitCode(), answer.exitCode(), answer::toString);
        assertTrue(answer.err().contains(text), answer::toString);
    }

    /** The files of a backup in a tier. */
    private List<String> objects(String tier, String backup) throws IOException {
        try (Stream<Path> tree = Files.walk(directory.resolve(tier).resolve("main"))) {
            return tree.filter(Files::isRegularFile)
                    .map(Path::toString)
                    .filter(name -> name.contains(backup))
                    .toList();
        }
    }

    @Test
    void list_is_the_union_and_tells_who_holds_what() {
        InProcess.Answer all = run("list");
        assertEquals(0, all.exitCode(), all::toString);
        List<String> lines = all.text().lines().toList();
        assertTrue(lines.get(0).contains("  TIERS"), all::text);
        assertTrue(lines.get(1).matches(OLD + ".*  far\\b.*"), all::text);
        assertTrue(lines.get(2).matches(BOTH + ".*  near,far\\b.*"), all::text);
        assertTrue(lines.get(3).matches(NEW + ".*  near\\b.*"), all::text);

        InProcess.Answer near = run("list", "--tier", "near", "--json");
        assertFalse(near.text().contains(OLD), near::text);
        assertTrue(near.text().contains(NEW), near::text);
        assertRefused(Fault.TIER_UNKNOWN, "it has near, far", run("list", "--tier", "middle"));
    }

    @Test
    void delete_takes_a_backup_out_of_every_tier_that_has_it() throws Exception {
        InProcess.Answer deleted = run("delete", BOTH);

        assertEquals(0, deleted.exitCode(), deleted::toString);
        assertTrue(deleted.text().matches("(?s)deleted backup \\S+ from tier near: 3 objects, \\d+ bytes\n.*far: 3.*"));
        assertEquals(List.of(), objects("near", BOTH));
        assertEquals(List.of(), objects("far", BOTH));
        assertEquals(3, objects("near", NEW).size());
    }

    @Test
    void delete_from_one_tier_leaves_the_other_alone() throws Exception {
        InProcess.Answer deleted = run("delete", BOTH, "--tier", "far", "--json");

        assertEquals(0, deleted.exitCode(), deleted::toString);
        assertTrue(deleted.text().contains("\"tier\" : \"far\""), deleted::text);
        assertTrue(deleted.text().contains("it stays away from there, though tier near holds it"), deleted::text);
        assertEquals(1, objects("far", BOTH).size());
        assertTrue(objects("far", BOTH).getFirst().endsWith("/deleted.json"));
        assertEquals(3, objects("near", BOTH).size());
    }

    @Test
    void delete_from_all_tiers_one_by_one_leaves_nothing() throws Exception {
        assertTrue(run("delete", BOTH, "--tier", "near").text().contains("stays away"));
        assertTrue(run("delete", BOTH, "--tier", "near").text().contains("was deleted from tier near before"));
        InProcess.Answer last = run("delete", BOTH, "--tier", "far");
        assertEquals(0, last.exitCode(), last::toString);
        assertFalse(last.text().contains("stays away"), last::text);
        assertEquals(List.of(), objects("far", BOTH));
        assertEquals(0, run("delete", BOTH).exitCode());
        assertEquals(List.of(), objects("near", BOTH));
    }

    @Test
    void delete_tells_an_unknown_backup_with_the_known_ones() {
        assertRefused(Fault.BACKUP_UNKNOWN, String.join(", ", OLD, BOTH, NEW), run("delete", "20200101T000000.000Z"));
        assertRefused(Fault.BACKUP_UNKNOWN, "there are " + OLD, run("delete", "yesterday"));
        assertRefused(Fault.BACKUP_UNKNOWN, BOTH + ", " + NEW, run("delete", OLD, "--tier", "near"));
    }

    @Test
    void delete_keeps_the_only_backup_of_a_tier_unless_forced() throws Exception {
        assertEquals(0, run("delete", OLD).exitCode());

        assertRefused(Fault.BACKUP_NEEDED, "tier far has no other backup", run("delete", BOTH));

        assertEquals(3, objects("near", BOTH).size(), "a refusal leaves everything as it was");
        InProcess.Answer forced = run("delete", BOTH, "--force");
        assertEquals(0, forced.exitCode(), forced::toString);
        assertEquals(List.of(), objects("far", BOTH));
    }

    @Test
    void what_has_no_commit_mark_is_deleted_only_by_force_and_completes_an_interrupted_deletion() throws Exception {
        for (String name : objects("near", NEW)) {
            if (name.endsWith("backup.json")) {
                Files.delete(Path.of(name));
            }
        }

        assertRefused(Fault.BACKUP_NEEDED, "has no commit mark", run("delete", NEW));

        InProcess.Answer forced = run("delete", NEW, "--force");
        assertEquals(0, forced.exitCode(), forced::toString);
        assertEquals(List.of(), objects("near", NEW));
    }

    @Test
    void restore_names_the_tiers_that_may_have_what_one_lacks() {
        String to = directory.resolve("to").toString();
        assertRefused(
                Fault.BACKUP_UNKNOWN,
                "or try another tier: --tier far",
                run("restore", "--target", "latest", "--backup", OLD, "--to", to));
        assertRefused(
                Fault.BACKUP_UNKNOWN,
                "or try another tier: --tier near",
                run("restore", "--target", "latest", "--backup", NEW, "--to", to, "--tier", "far"));
    }

    @Test
    void list_shows_what_the_tiers_hold_that_answer_and_names_those_that_do_not() throws Exception {
        Files.move(directory.resolve("far"), directory.resolve("away"));
        Files.createFile(directory.resolve("far"));
        InProcess.Answer some = run("list");
        assertEquals(0, some.exitCode(), some::toString);
        assertTrue(some.text().contains(NEW), some::toString);
        assertTrue(some.err().contains("tier far is left out"), some::toString);
        assertTrue(run("list", "--tier", "far").exitCode() != 0);
    }

    @Test
    void restore_to_the_latest_moment_says_which_tier_reaches_further() throws Exception {
        String[] plan = {
            "--target", "latest", "--dry-run", "--to", directory.resolve("to").toString()
        };
        storeSegments("near", 3, 4);
        storeSegments("far", 3, 5);
        InProcess.Answer near = run("restore", plan);
        assertEquals(0, near.exitCode(), near::toString);
        assertTrue(near.toString().contains("--tier far reaches further"), near::toString);

        storeSegments("near", 5, 6);
        InProcess.Answer further = run("restore", plan);
        assertFalse(further.toString().contains("reaches further"), further::toString);
        assertFalse(further.toString().contains("could not be asked"), further::toString);

        Path far = directory.resolve("far");
        Files.move(far, directory.resolve("away"));
        Files.createFile(far);
        InProcess.Answer alone = run("restore", plan);
        assertEquals(0, alone.exitCode(), alone::toString);
        assertTrue(alone.toString().contains("tier far may hold later WAL"), alone::toString);
    }

    private void storeSegments(String tier, int first, int last) throws Exception {
        try (OpenedCluster cluster = opened()) {
            WalArchive wal =
                    cluster.tier(Optional.of(tier)).lineages().list().getLast().wal();
            for (int number = first; number <= last; number++) {
                wal.pushSegment(new SegmentName(new TimelineId(1), number), ByteBuffer.allocate(1 << 20));
            }
        }
    }

    private OpenedCluster opened() throws Exception {
        Clusters clusters =
                new Clusters(new Stores(Clock.systemUTC()), new Seals(new SecureRandom()), Map.of(), Clock.systemUTC());
        return clusters.open(new ClusterSelection(config, Optional.empty()));
    }

    @Test
    void open_reads_from_the_tier_that_is_named_alone_and_without_a_name_from_any() {
        String pack = "main/" + SYSTEM + "/backups/" + OLD + "/pack/0000.tar.zst";
        assertEquals("content", run("open", pack, "--tier", "far").text());
        assertEquals("content", run("open", pack).text());
        assertEquals(
                Fault.OBJECT_MISSING.exitCode(),
                run("open", pack, "--tier", "near").exitCode());
    }

    @Test
    void check_says_a_line_for_each_tier() {
        InProcess.Answer check = run("check");
        assertTrue(check.text().contains("OK       tier near: file://"), check::text);
        assertTrue(check.text().contains("OK       tier far: file://"), check::text);
    }

    @Test
    void a_bad_option_of_any_tier_is_an_error_of_the_configuration() throws Exception {
        Files.writeString(config, Files.readString(config).replace("/far\"", "/far\", options: { colour: blue }"));
        assertRefused(Fault.CONFIGURATION, "knows no option colour", run("list"));
        assertRefused(Fault.CONFIGURATION, "opening tier far", run("list", "--tier", "near"));
        assertTrue(run("check").text().contains("knows no option colour"));
    }
}
