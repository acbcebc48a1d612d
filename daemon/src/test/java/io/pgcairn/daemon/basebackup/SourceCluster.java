package io.pgcairn.daemon.basebackup;

import io.pgcairn.daemon.instance.ServerInstance;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes a cluster hold one of everything that a backup treats specially. */
final class SourceCluster {
    static final String LONG_NAME = "a-name-longer-than-a-hundred-bytes-".repeat(4);

    static final Set<String> KEPT = Set.of(
            "PG_VERSION",
            "global/pg_control",
            "backup_label",
            "tablespace_map",
            "pg_wal",
            "pg_wal/archive_status",
            "pg_replslot",
            "pg_notify",
            "pg_dynshmem",
            "empty directory",
            "ödd \"näme\"?",
            LONG_NAME);

    static final List<String> LEFT_OUT = List.of(
            "postmaster.pid",
            "postmaster.opts",
            "pg_wal/0",
            "pg_replslot/",
            "base/pgsql_tmp",
            "a fifo",
            "a link",
            "backup_manifest",
            "global/pg_internal.init");

    private static final int FIRST_WITH_TABLESPACES_IN_PLACE = 15;

    private SourceCluster() {}

    static Map<String, String> settings(int major) {
        // Two backups hold the same files only while nobody makes any.
        Map<String, String> quiet = Map.of("autovacuum", "off");
        return major >= FIRST_WITH_TABLESPACES_IN_PLACE
                ? Map.of("autovacuum", "off", "allow_in_place_tablespaces", "on")
                : quiet;
    }

    /** @param directory where the tablespace is made */
    static void fill(ServerInstance server, Path directory) throws Exception {
        Path tablespace = Files.createDirectory(directory.resolve("tablespace"));
        Files.createDirectory(tablespace.resolve("not ours"));
        server.handOver(tablespace);
        BaseBackupsIT.execute(server, "CREATE TABLESPACE elsewhere LOCATION '" + tablespace + "'");
        Path inside = Files.createDirectory(server.data().resolve("inside"));
        server.handOver(inside);
        BaseBackupsIT.execute(server, "CREATE TABLESPACE inside LOCATION '" + inside + "'");
        BaseBackupsIT.execute(server, "CREATE TABLE in_inside TABLESPACE inside AS SELECT 1 AS n");
        if (server.binaries().major() >= FIRST_WITH_TABLESPACES_IN_PLACE) {
            BaseBackupsIT.execute(server, "CREATE TABLESPACE in_place LOCATION ''");
            BaseBackupsIT.execute(server, "CREATE TABLE in_in_place TABLESPACE in_place AS SELECT 1 AS n");
        }
        BaseBackupsIT.execute(server, """
                CREATE TABLE in_tablespace TABLESPACE elsewhere AS SELECT n FROM generate_series(1, 1000) n;
                CREATE UNLOGGED TABLE unlogged_rows AS SELECT n FROM generate_series(1, 1000) n;
                CREATE TABLE rows (id bigserial PRIMARY KEY, filler text);
                SELECT pg_create_physical_replication_slot('left_out', true);
                """);
        Path data = server.data();
        Files.createDirectory(data.resolve("empty directory"));
        Files.writeString(data.resolve("ödd \"näme\"?"), "odd");
        Files.writeString(data.resolve(LONG_NAME), "long");
        Files.createFile(data.resolve("base/pgsql_tmp_file"));
        Files.createFile(data.resolve("backup_manifest"));
        Files.createSymbolicLink(data.resolve("a link"), data.resolve("PG_VERSION"));
        UnpackedBackup.run("mkfifo", data.resolve("a fifo").toString());
        server.handOver(data);
    }
}
