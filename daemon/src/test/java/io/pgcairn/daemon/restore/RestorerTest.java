package io.pgcairn.daemon.restore;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.daemon.catalog.PackedEntry.PackedFile;
import io.pgcairn.daemon.catalog.PathText;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;
import io.pgcairn.storage.ByteRange;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.StoreTimeoutException;
import io.pgcairn.storage.contract.FaultScript;
import io.pgcairn.storage.contract.StoreStep;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestorerTest {
    private static final RestoreOptions OPTIONS = new RestoreOptions(
            2, Path.of("/opt/pgcairn/deploy/bin/pgcairn-restore-wal"), URI.create("http://127.0.0.1:7411/wal"));

    @TempDir
    Path directory;

    private StoredCluster cluster;

    @BeforeEach
    void store_wal() throws IOException {
        cluster = new StoredCluster().segments(1, 3, 5);
    }

    @Test
    void places_files_directories_modes_times_and_settings() throws Exception {
        byte[] big = random(3_000_000);
        cluster_with(backup().pack(Map.of("base/5/16384", big, "base/5/16385", new byte[0]))
                .pack(Map.of("postgresql.auto.conf", text("work_mem = '4MB'"), "PG_VERSION", text("18\n")))
                .directory("pg_wal", 0700)
                .directory("base", 0750));
        Path target = directory.resolve("new/data");
        AtomicLong heard = new AtomicLong();

        RestoreResult result = new Restorer(cluster.lineage.backups(), (files, bytes, total) -> heard.set(bytes))
                .restore(plan(), target, OPTIONS);

        assertEquals(5, result.files());
        assertEquals(big.length + 8192 + 19, heard.get());
        assertArrayEquals(big, Files.readAllBytes(target.resolve("base/5/16384")));
        assertEquals(FileTime.from(StoredBackup.MODIFIED), Files.getLastModifiedTime(target.resolve("base/5/16384")));
        assertEquals("rw-------", mode(target.resolve("PG_VERSION")));
        assertEquals("rwx------", mode(target));
        assertEquals("rwxr-x---", mode(target.resolve("base")));
        assertTrue(Files.isDirectory(target.resolve("pg_wal")));
        assertEquals("rw-------", mode(target.resolve("recovery.signal")));
        assertEquals("{ \"Files\": []}\n", Files.readString(target.resolve("backup_manifest")));
        String settings = Files.readString(target.resolve("postgresql.auto.conf"));
        assertTrue(settings.startsWith("work_mem = '4MB'\n# Added by pgcairn"), settings);
        assertEquals(List.of("pg_control"), names(target.resolve("global")));
        assertTrue(notes(result).contains("outside its data directory"), notes(result));
        assertTrue(notes(result).contains("-c external_pid_file= -c listen_addresses=localhost"), notes(result));
    }

    @Test
    void takes_an_empty_directory_that_is_there_and_names_longer_than_ustar_has() throws Exception {
        String deep = "base/" + "d".repeat(120) + "/" + "f".repeat(200);
        cluster_with(backup().pack(Map.of(deep, text("x"), "postgresql.conf", text(""))));

        RestoreResult result = restore(directory);

        assertEquals("x", Files.readString(directory.resolve(deep)));
        assertTrue(
                result.notes().contains("start it with: pg_ctl -D " + directory.toRealPath() + " start"),
                notes(result));
    }

    @Test
    void tells_root_whose_the_restored_files_must_be() throws Exception {
        cluster_with(backup().pack(Map.of("postgresql.conf", text(""))));

        String notes = notes(restore(directory));

        assertEquals(System.getProperty("user.name").equals("root"), notes.contains("chown -R postgres: "), notes);
    }

    @Test
    void places_names_of_other_scripts() throws Exception {
        cluster_with(backup().pack(Map.of("base/größe-日本", text("x"), "base/é", text("y"))));
        restore(directory.resolve("data"));
        Path base = directory.resolve("data/base");
        assertEquals("x", Files.readString(PathText.resolve(base, "größe-日本")));
        assertEquals("y", Files.readString(PathText.resolve(base, "é")));
    }

    private static String notes(RestoreResult result) {
        return String.join("\n", result.notes());
    }

    @Test
    void refuses_a_directory_that_is_not_empty_and_leaves_it_alone() throws Exception {
        cluster_with(backup());
        Files.writeString(directory.resolve("mine"), "precious");

        assertFault(Fault.DIRECTORY_NOT_EMPTY, directory);
        assertEquals(List.of("mine"), names(directory));
    }

    @Test
    void refuses_a_tablespace_destination_that_is_not_empty_before_making_anything() throws Exception {
        Path tablespace = Files.createDirectory(directory.resolve("ts"));
        Files.writeString(tablespace.resolve("mine"), "precious");
        cluster_with(backup().tablespace(16400, tablespace.toString()));

        assertFault(Fault.DIRECTORY_NOT_EMPTY, directory.resolve("data"));
        assertEquals(List.of("ts"), names(directory));
    }

    @Test
    void links_tablespaces_where_they_were_and_where_they_move() throws Exception {
        Path stays = directory.resolve("stays");
        Path moves = directory.resolve("moved here");
        cluster_with(backup().tablespace(16400, stays.toString())
                .tablespace(16401, "/gone/away")
                .directory("pg_tblspc/16400", 0700)
                .directory("pg_tblspc/16401/PG_18_202506291/5", 0700)
                .pack(Map.of(
                        "pg_tblspc/16400/PG_18_202506291/5/1",
                        text("one"),
                        "pg_tblspc/16401/PG_18_202506291/5/2",
                        text("two"),
                        "tablespace_map",
                        text("16400 " + stays + "\n16401 /gone/away\n")))
                .postgresManifest(manifestOf(text("16400 " + stays + "\n16401 /gone/away\n"))));
        Path data = directory.resolve("data");

        new Restorer(cluster.lineage.backups(), RestoreListener.NONE)
                .restore(plan(Map.of("/gone/away", moves)), data, OPTIONS);

        assertEquals("one", Files.readString(stays.resolve("PG_18_202506291/5/1")));
        assertEquals("two", Files.readString(data.resolve("pg_tblspc/16401/PG_18_202506291/5/2")));
        assertEquals(moves, Files.readSymbolicLink(data.resolve("pg_tblspc/16401")));
        String map = "16400 " + stays + "\n16401 " + moves + "\n";
        assertEquals(map, Files.readString(data.resolve("tablespace_map")));
        assertEquals(manifestOf(text(map)), Files.readString(data.resolve("backup_manifest")));
    }

    @Test
    void refuses_to_move_a_tablespace_that_the_backup_lacks() throws Exception {
        cluster_with(backup());
        CairnException refused =
                assertThrows(RestoreException.class, () -> plan(Map.of("/no/such", directory.resolve("x"))));
        assertEquals(Fault.USAGE, refused.fault());
    }

    @Test
    void refuses_paths_that_lead_out_of_the_directory() throws Exception {
        for (String evil : List.of("../evil", "base/../../evil", "/evil", "base//evil", "./evil", "pg_tblspc/16400")) {
            cluster = new StoredCluster().segments(1, 3, 5);
            cluster_with(backup().tablespace(16400, directory.resolve("ts").toString())
                    .pack(Map.of(evil, text("evil"))));
            assertFault(Fault.CORRUPT, directory.resolve("data"));
            assertEquals(List.of(), names(directory), evil);
        }
    }

    @Test
    void refuses_a_directory_entry_in_the_place_of_a_file() throws Exception {
        cluster_with(backup().pack(Map.of("base/1", text("file"), "base/1/2", text("below"))));
        assertNothingLeft(Fault.CORRUPT);
    }

    @Test
    void refuses_a_file_whose_checksum_differs() throws Exception {
        cluster_with(backup().pack(Map.of("base/1", text("one"))).listing(file -> with(file, file.size(), 42)));
        assertNothingLeft(Fault.CORRUPT);
    }

    @Test
    void refuses_a_file_whose_size_differs() throws Exception {
        cluster_with(backup().listing(file -> with(file, file.size() + 1, file.crc32c())));
        assertNothingLeft(Fault.CORRUPT);
    }

    @Test
    void refuses_a_file_that_the_manifest_names_and_the_pack_lacks() throws Exception {
        cluster_with(backup().pack(Map.of("base/1", text("one")))
                .listing(file -> file.path().equals("base/1")
                        ? new PackedFile("base/2", 0600, 3, file.modified(), file.crc32c(), 1, file.frame())
                        : file));
        assertNothingLeft(Fault.CORRUPT);
    }

    @Test
    void refuses_a_backup_without_pg_control() throws Exception {
        cluster_with(new StoredBackup().pack(Map.of("base/1", text("one"))));
        assertNothingLeft(Fault.CORRUPT);
    }

    @Test
    void tells_a_missing_pack() throws Exception {
        cluster_with(backup());
        cluster.store.delete(List.of(packKey(0)));
        assertNothingLeft(Fault.OBJECT_MISSING);
    }

    @Test
    void tells_a_missing_manifest() throws Exception {
        cluster_with(backup());
        cluster.store.delete(List.of(key("manifest.zst")));
        assertNothingLeft(Fault.OBJECT_MISSING);
    }

    @Test
    void tells_a_truncated_pack_before_trusting_it() throws Exception {
        cluster_with(backup().pack(Map.of("base/1", random(100_000))));
        byte[] pack = read(packKey(1));
        cluster.put(packKey(1), Arrays.copyOf(pack, pack.length - 1));
        assertNothingLeft(Fault.TRUNCATED);
    }

    @Test
    void tells_a_damaged_pack_wherever_the_damage_is() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        cluster_with(backup().pack(Map.of("base/1", random(50_000))));
        byte[] pack = read(packKey(1));
        for (int i = 0; i < 40; i++) {
            byte[] damaged = pack.clone();
            int at = random.nextInt(damaged.length);
            damaged[at] ^= (byte) (1 << random.nextInt(8));
            cluster.put(packKey(1), damaged);
            CairnException told = assertThrows(
                    CairnException.class, () -> restore(directory.resolve("data")), "seed " + seed + " at " + at);
            assertEquals(Fault.CORRUPT, told.fault(), "seed " + seed + " at " + at + ": " + told.getMessage());
            assertEquals(List.of(), names(directory));
        }
    }

    @Test
    void removes_what_was_placed_when_the_store_fails_midway() throws Exception {
        cluster_with(backup().tablespace(16400, directory.resolve("ts").toString())
                .pack(Map.of("base/1", random(500_000)))
                .pack(Map.of("pg_tblspc/16400/PG_18/1", random(500_000)))
                .pack(Map.of("base/3", random(500_000))));
        cluster.store.follow(FaultScript.failing(
                StoreStep.READ,
                1,
                name -> name.contains("pack/0003"),
                name -> new StoreTimeoutException("reading " + name + " took too long", "wait", null)));

        assertFault(Fault.STORE_TIMEOUT, directory.resolve("a/data"));
        assertEquals(List.of(), names(directory));
    }

    @Test
    void keeps_an_empty_directory_that_was_there_when_it_fails() throws Exception {
        cluster_with(backup());
        cluster.store.delete(List.of(packKey(0)));
        Path there = Files.createDirectory(directory.resolve("there"));

        assertFault(Fault.OBJECT_MISSING, there);
        assertEquals(List.of(), names(there));
    }

    private static StoredBackup backup() {
        return StoredBackup.empty();
    }

    private void cluster_with(StoredBackup backup) throws IOException {
        backup.write(cluster.lineage.backups());
    }

    private RestorePlan plan() throws CairnException {
        return plan(Map.of());
    }

    private RestorePlan plan(Map<String, Path> moves) throws CairnException {
        return cluster.planner()
                .plan(new RestoreRequest(
                        new RecoveryTarget.Latest(),
                        true,
                        new TargetTimeline.Latest(),
                        TargetAction.PROMOTE,
                        Optional.empty(),
                        moves));
    }

    private RestoreResult restore(Path target) throws CairnException {
        return new Restorer(cluster.lineage.backups(), RestoreListener.NONE).restore(plan(), target, OPTIONS);
    }

    private void assertNothingLeft(Fault fault) throws IOException {
        assertFault(fault, directory.resolve("data"));
        assertEquals(List.of(), names(directory));
    }

    private void assertFault(Fault fault, Path target) {
        CairnException told = assertThrows(CairnException.class, () -> restore(target));
        assertEquals(fault, told.fault(), told.getMessage());
        assertFalse(told.hint().isEmpty());
    }

    private static PackedFile with(PackedFile file, long size, int crc) {
        return new PackedFile(file.path(), file.mode(), size, file.modified(), crc, file.pack(), file.frame());
    }

    private ObjectKey packKey(int number) {
        return key("pack/000" + number + ".tar.zst");
    }

    private ObjectKey key(String name) {
        return new ObjectKey(cluster.lineage.id() + "/backups/" + new BackupId("20261121T100000.000Z") + "/" + name);
    }

    private byte[] read(ObjectKey key) throws IOException {
        try (InputStream in = cluster.store.get(key, ByteRange.ALL)) {
            return in.readAllBytes();
        }
    }

    private static List<String> names(Path path) throws IOException {
        try (Stream<Path> entries = Files.list(path)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private static String manifestOf(byte[] map) {
        return PostgresManifests.of(Map.of("tablespace_map", map));
    }
}
