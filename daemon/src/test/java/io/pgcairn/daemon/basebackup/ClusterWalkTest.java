package io.pgcairn.daemon.basebackup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.catalog.BackupRecord;
import io.pgcairn.daemon.catalog.PathText;
import io.pgcairn.daemon.postgres.SystemId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterWalkTest {
    @TempDir
    Path directory;

    private Path data = Path.of("/");

    @BeforeEach
    void makeCluster() throws IOException {
        data = Files.createDirectories(directory.resolve("data"));
        for (String name : List.of("base/5", "global", "pg_tblspc", "pg_wal/archive_status", "pg_notify")) {
            Files.createDirectories(data.resolve(name));
        }
        for (String name : List.of("PG_VERSION", "base/5/1", "global/pg_control", "pg_wal/000000010000000000000001")) {
            Files.writeString(data.resolve(name), name);
        }
    }

    @Test
    void keeps_directories_and_leaves_out_what_they_are_not_to_hold() throws Exception {
        Files.writeString(data.resolve("pg_notify/0000"), "");
        assertEquals(
                Set.of(
                        "PG_VERSION",
                        "base/",
                        "base/5/",
                        "base/5/1",
                        "global/",
                        "pg_notify/",
                        "pg_tblspc/",
                        "pg_wal/",
                        "pg_wal/archive_status/",
                        "pg_wal/summaries/"),
                found(18));
        assertEquals(false, found(16).contains("pg_wal/summaries/"));
    }

    @Test
    void follows_only_its_own_directory_of_a_tablespace() throws Exception {
        Path place = directory.resolve("place");
        Files.createDirectories(place.resolve("PG_18_7/5"));
        Files.createDirectories(place.resolve("PG_17_6/5"));
        Files.writeString(place.resolve("PG_18_7/5/16400"), "");
        Path link = Files.createSymbolicLink(directory.resolve("link"), place);
        Files.createSymbolicLink(data.resolve("pg_tblspc/16399"), link);
        Set<String> found = found(18);
        assertEquals(
                true,
                found.containsAll(Set.of(
                        "pg_tblspc/16399/PG_18_7/", "pg_tblspc/16399/PG_18_7/5/", "pg_tblspc/16399/PG_18_7/5/16400")));
        assertEquals(0, found.stream().filter(name -> name.contains("PG_17")).count());
        assertEquals(
                List.of(new BackupRecord.Tablespace(16399, link.toString())),
                Tablespaces.find(data).linked());
    }

    /** PostgreSQL runs on for a while when a disk is unmounted; a backup without its files is none. */
    @Test
    void fails_where_a_tablespace_is_not_mounted() throws Exception {
        Path place = Files.createDirectory(directory.resolve("mount point"));
        Files.createSymbolicLink(data.resolve("pg_tblspc/16399"), place);
        BackupFailedException empty = assertThrows(BackupFailedException.class, () -> found(18));
        assertTrue(String.valueOf(empty.getMessage()).contains(place.toString()), empty.getMessage());
        Files.delete(place);
        assertThrows(BackupFailedException.class, () -> found(18));
    }

    @Test
    void passes_over_a_tablespace_that_was_dropped_while_it_was_looked_at() throws Exception {
        new MissingTablespace(data.resolve("pg_tblspc/16399"), "PG_18_7").requireDropped();
    }

    @Test
    void meets_the_files_of_a_tablespace_inside_the_data_directory_once() throws Exception {
        Files.createDirectories(data.resolve("inside/PG_18_7/5"));
        Files.writeString(data.resolve("inside/PG_18_7/5/16400"), "");
        Files.createSymbolicLink(data.resolve("pg_tblspc/16399"), data.resolve("inside"));
        Set<String> found = found(18);
        assertEquals(true, found.contains("inside/"));
        assertEquals(
                List.of("pg_tblspc/16399/PG_18_7/5/16400"),
                found.stream().filter(name -> name.endsWith("16400")).toList());
    }

    @Test
    void walks_a_tablespace_in_place() throws Exception {
        Files.createDirectories(data.resolve("pg_tblspc/16399/PG_18_7/5"));
        Files.writeString(data.resolve("pg_tblspc/16399/PG_18_7/5/16400"), "");
        assertEquals(true, found(18).containsAll(Set.of("pg_tblspc/16399/", "pg_tblspc/16399/PG_18_7/5/16400")));
        assertEquals(List.of(), Tablespaces.find(data).linked());
    }

    @Test
    void keeps_only_the_init_fork_of_an_unlogged_relation() throws Exception {
        for (String name : List.of("base/5/20", "base/5/20.1", "base/5/20_fsm", "base/5/20_init", "base/5/21")) {
            Files.writeString(data.resolve(name), "");
        }
        Set<String> found = found(18);
        assertEquals(
                List.of("base/5/20_init", "base/5/21"),
                found.stream().filter(name -> name.startsWith("base/5/2")).toList());
    }

    @Test
    void makes_a_directory_of_a_pg_wal_that_is_a_link() throws Exception {
        Path elsewhere = directory.resolve("wal");
        Files.move(data.resolve("pg_wal"), elsewhere);
        Files.createSymbolicLink(data.resolve("pg_wal"), elsewhere);
        assertEquals(true, found(14).containsAll(Set.of("pg_wal/", "pg_wal/archive_status/")));
    }

    @Test
    void names_files_by_their_bytes() throws Exception {
        String odd = PathText.of(new byte[] {'o', (byte) 0xE9, (byte) 0xFF, '?', ' '});
        Files.writeString(PathText.resolve(data, odd), "");
        Files.writeString(PathText.resolve(data, "ö\n"), "");
        assertEquals(true, found(18).containsAll(Set.of(odd, "ö\n")));
    }

    @Test
    void fails_where_there_is_no_data_directory() {
        data = directory.resolve("nowhere");
        assertThrows(NoSuchFileException.class, () -> found(18));
    }

    @Test
    void tells_the_permissions() throws Exception {
        Files.setPosixFilePermissions(data.resolve("PG_VERSION"), PosixFilePermissions.fromString("rw-r-----"));
        Map<String, Integer> modes = new TreeMap<>();
        new ClusterWalk(layout(18), Tablespaces.find(data), entry -> modes.put(entry.name(), entry.mode())).run();
        assertEquals(0640, modes.get("PG_VERSION"));
    }

    private Set<String> found(int major) throws Exception {
        Set<String> found = new TreeSet<>();
        Tablespaces tablespaces = Files.exists(data) ? Tablespaces.find(data) : new Tablespaces(List.of(), Set.of());
        new ClusterWalk(layout(major), tablespaces, entry -> {
                    boolean isNew = found.add(entry.name() + (entry instanceof SourceEntry.SourceDirectory ? "/" : ""));
                    assertEquals(true, isNew, entry.name());
                })
                .run();
        return found;
    }

    private ClusterLayout layout(int major) {
        return new ClusterLayout(major * 10_000 + 1, new SystemId(42), data, 7, true, new PageLayout(8192, 131072), "");
    }
}
