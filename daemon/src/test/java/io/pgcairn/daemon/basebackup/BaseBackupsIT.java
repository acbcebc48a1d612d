package io.pgcairn.daemon.basebackup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.catalog.BackupRecord;
import io.pgcairn.daemon.catalog.PackedEntry;
import io.pgcairn.daemon.instance.ClusterOptions;
import io.pgcairn.daemon.instance.ServerBinaries;
import io.pgcairn.daemon.instance.ServerInstance;
import io.pgcairn.daemon.testing.TestPostgres;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Backups of running servers that end in a restored server and a query. */
class BaseBackupsIT {
    private static final Pattern MANIFEST_PATH = Pattern.compile("\"Path\": \"([^\"]+)\"");

    static List<Integer> majors() {
        return TestPostgres.majors().toList();
    }

    @ParameterizedTest
    @MethodSource("majors")
    void a_backup_taken_under_writes_restores_to_a_server_with_every_row(int major) throws Exception {
        try (TestPostgres postgres = TestPostgres.major(major)) {
            backUpAndRestore(postgres, major);
        }
    }

    @Test
    void a_backup_of_debians_server_is_what_pg_verifybackup_expects() throws Exception {
        ServerBinaries debian = TestPostgres.requireDebian();
        try (TestPostgres postgres = TestPostgres.of(debian)) {
            UnpackedBackup unpacked = backUpAndRestore(postgres, debian.major());
            UnpackedBackup.run(
                    debian.program("pg_verifybackup").toString(),
                    "-n",
                    unpacked.data().toString());
        }
    }

    /** Returns an unpacked backup that was not started. */
    private static UnpackedBackup backUpAndRestore(TestPostgres postgres, int major) throws Exception {
        ServerInstance server = postgres.running(ClusterOptions.DEFAULT, SourceCluster.settings(major));
        SourceCluster.fill(server, postgres.directory());
        BackupFixture fixture = new BackupFixture(server);
        BackupRecord backup;
        long rows;
        try (RowWriter writer = RowWriter.start(server.jdbcUrl())) {
            writer.awaitFirstRows();
            backup = fixture.backups(server)
                    .take(new BackupRequest("", "under writes", BackupListener.SILENT, CommitGate.OPEN));
            rows = writer.stop();
        }
        assertEquals(List.of(backup), fixture.lineage().backups().list());
        assertTrue(backup.packs().size() >= 3, () -> "packs: " + backup.packs());
        assertEquals(0, backup.badPages());
        assertEquals(2, backup.tablespaces().size());
        assertEntries(fixture.entries(backup), server);

        UnpackedBackup started = UnpackedBackup.of(
                fixture.lineage(),
                backup,
                postgres.directory().resolve("restored"),
                postgres.directory().resolve("t1"));
        assertRestored(postgres, server, started, rows);
        return UnpackedBackup.of(
                fixture.lineage(),
                backup,
                postgres.directory().resolve("verified"),
                postgres.directory().resolve("t2"));
    }

    private static void assertEntries(List<PackedEntry> entries, ServerInstance server) {
        Set<String> paths = entries.stream().map(PackedEntry::path).collect(Collectors.toSet());
        assertEquals(entries.size(), paths.size(), "each path once");
        assertTrue(paths.containsAll(SourceCluster.KEPT), () -> "lacks one of " + SourceCluster.KEPT);
        for (String path : paths) {
            assertFalse(SourceCluster.LEFT_OUT.stream().anyMatch(path::startsWith), path);
        }
        List<PackedEntry.PackedFile> files = entries.stream()
                .filter(PackedEntry.PackedFile.class::isInstance)
                .map(PackedEntry.PackedFile.class::cast)
                .toList();
        int lastPack =
                files.stream().mapToInt(PackedEntry.PackedFile::pack).max().orElseThrow();
        assertEquals(
                List.of("backup_label", "tablespace_map", "global/pg_control"),
                files.stream()
                        .filter(file -> file.pack() == lastPack)
                        .map(PackedEntry.PackedFile::path)
                        .toList());
        assertFalse(Files.exists(server.data().resolve("backup_label")), "nothing is written into the live cluster");
    }

    private static void assertRestored(TestPostgres postgres, ServerInstance server, UnpackedBackup unpacked, long rows)
            throws Exception {
        execute(server, "SELECT pg_switch_wal()");
        Path wal = Files.createDirectory(postgres.directory().resolve("wal"));
        UnpackedBackup.run("cp", "-r", server.data().resolve("pg_wal") + "/.", wal.toString());
        // The map names the places of the living server's tablespaces.
        Files.delete(unpacked.data().resolve("tablespace_map"));
        Files.createFile(unpacked.data().resolve("recovery.signal"));
        UnpackedBackup.run("chmod", "700", unpacked.data().toString());
        ServerInstance restored = postgres.opened(unpacked.data());
        restored.handOver(wal);
        Map<String, String> settings =
                new HashMap<>(SourceCluster.settings(server.binaries().major()));
        settings.put("restore_command", "cp " + wal + "/%f %p");
        postgres.start(restored, settings);
        awaitPromotion(restored);
        assertEquals(rows, count(restored, "SELECT count(*) FROM rows"));
        assertEquals(1000, count(restored, "SELECT count(*) FROM in_tablespace"));
        assertEquals(0, count(restored, "SELECT count(*) FROM unlogged_rows"));
        assertEquals(1, count(restored, "SELECT count(*) FROM in_inside"));
        if (server.binaries().major() > 14) {
            assertEquals(1, count(restored, "SELECT count(*) FROM in_in_place"));
        }
        restored.stop();
    }

    private static void awaitPromotion(ServerInstance server) throws SQLException {
        execute(server, "DO $$ BEGIN WHILE pg_is_in_recovery() LOOP PERFORM pg_sleep(0.1); END LOOP; END $$");
    }

    @Test
    void holds_the_files_that_pg_basebackup_takes() throws Exception {
        ServerBinaries debian = TestPostgres.requireDebian();
        try (TestPostgres postgres = TestPostgres.of(debian)) {
            ServerInstance server = postgres.running(ClusterOptions.DEFAULT, SourceCluster.settings(debian.major()));
            SourceCluster.fill(server, postgres.directory());
            // PostgreSQL 15 forgets tablespaces in place, and its tar holds no long names.
            execute(server, "DROP TABLE in_in_place");
            execute(server, "DROP TABLESPACE in_place");
            Files.delete(server.data().resolve(SourceCluster.LONG_NAME));
            BackupFixture fixture = new BackupFixture(server);
            BackupRecord backup =
                    fixture.backups(server).take(new BackupRequest("", "", BackupListener.SILENT, CommitGate.OPEN));
            Path oracle = postgres.directory().resolve("oracle");
            UnpackedBackup.run(
                    debian.program("pg_basebackup").toString(),
                    "-Ft",
                    "-X",
                    "none",
                    "--no-sync",
                    "-c",
                    "fast",
                    "-d",
                    server.uri(),
                    "-D",
                    oracle.toString());
            String ours;
            try (var manifest = fixture.lineage().backups().openPostgresManifest(backup.id())) {
                ours = new String(manifest.readAllBytes(), StandardCharsets.UTF_8);
            }
            String theirs = Files.readString(oracle.resolve("backup_manifest"));
            assertEquals(String.join("\n", paths(theirs)), String.join("\n", paths(ours)));
            assertEquals(line(theirs, "\"PG_VERSION\""), line(ours, "\"PG_VERSION\""), "size, time and checksum");
        }
    }

    private static Set<String> paths(String manifest) {
        Set<String> paths = new TreeSet<>();
        Matcher matcher = MANIFEST_PATH.matcher(manifest);
        while (matcher.find()) {
            paths.add(matcher.group(1));
        }
        return paths;
    }

    private static String line(String manifest, String with) {
        return manifest.lines()
                .filter(line -> line.contains(with))
                .map(line -> line.replaceFirst(",$", ""))
                .findFirst()
                .orElseThrow();
    }

    static void execute(ServerInstance server, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long count(ServerInstance server, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
