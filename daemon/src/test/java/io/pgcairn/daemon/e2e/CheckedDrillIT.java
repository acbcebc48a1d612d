package io.pgcairn.daemon.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.fault.Fault;
import io.pgcairn.daemon.instance.ClusterOptions;
import io.pgcairn.daemon.instance.ServerInstance;
import io.pgcairn.daemon.testing.TestPostgres;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where PostgreSQL's own checks are installed they are run on the copy, and what they find counts. */
class CheckedDrillIT {
    /** Behind a page's header and pointers, among its rows. */
    private static final long AMONG_ROWS = 8_000;

    @Test
    void verifybackup_and_amcheck_look_at_the_copy_and_a_page_that_rotted_in_the_source_is_found() throws Exception {
        try (TestPostgres postgres = TestPostgres.of(TestPostgres.requireDebian())) {
            ServerInstance server = postgres.running(ClusterOptions.DEFAULT.withWalSegmentMegabytes(1), Map.of());
            Path rotting = filled(server);
            Site site = Site.make(postgres.directory().resolve("site"), server.uri())
                    .drilling(server.binaries().directory(), "timeout: 5m, target: latest");
            try (DaemonProcess daemon = site.startDaemon().ready()) {
                Host.require(0, site.run("backup", "--wait"));
                Host.require(0, site.run("drill"));
                String record = newest(site);
                assertTrue(record.contains("pg_verifybackup finds every file as it was backed up"), record);
                assertTrue(record.contains("pg_amcheck finds no damage in tables and indexes"), record);

                server.stop();
                damage(rotting);
                postgres.start(server, Map.of());
                Eventually.is("it streams again", Host.LIMIT, () -> daemon.status("/readyz") == 200);
                Host.require(0, site.run("backup", "--wait"));
                DamagedStoreIT.assertFailure(
                        Fault.DRILL_FAILED, "pg_amcheck complains of the restored copy", site.run("drill"));
                assertTrue(newest(site).contains("pg_verifybackup finds every file as it was backed up"));
                assertEquals(List.of(), DrillStoryIT.left(site));
                assertTrue(site.run("status").text().contains("; the last proven restore is of "));
            }
        }
    }

    /**
     * A table and its index, in a database whose owner has code of his own run at sessions and at commands.
     *
     * @return the file of the table
     */
    private static Path filled(ServerInstance server) throws Exception {
        Sql sql = Sql.of(server);
        sql.run(
                "CREATE DATABASE shop",
                "ALTER DATABASE shop SET session_preload_libraries = 'not_there'",
                "CREATE TABLE rows AS SELECT number, repeat('x', 90) AS text FROM generate_series(1, 5000) number",
                "CREATE INDEX ON rows (number)",
                "CREATE FUNCTION refuse() RETURNS event_trigger LANGUAGE plpgsql"
                        + " AS 'BEGIN RAISE EXCEPTION ''code of the owner ran''; END'",
                "CREATE EVENT TRIGGER refuse ON ddl_command_start EXECUTE FUNCTION refuse()",
                "CHECKPOINT");
        return server.data().resolve(sql.ask("SELECT pg_relation_filepath('rows')"));
    }

    private static void damage(Path file) throws Exception {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap("damaged".getBytes(java.nio.charset.StandardCharsets.US_ASCII)), AMONG_ROWS);
        }
    }

    private static String newest(Site site) throws Exception {
        return Files.readString(site.store().resolve(DrillStoryIT.records(site).getLast()));
    }
}
