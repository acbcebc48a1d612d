package io.pgcairn.daemon.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.instance.ClusterOptions;
import io.pgcairn.daemon.instance.ServerInstance;
import io.pgcairn.daemon.testing.TestPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A DBA's worst night: the store is away for so long that PostgreSQL gives up on the slot. */
class LostSlotIT {
    /** No checkpoint, at which the server gives up on slots, comes by itself. */
    private static final Map<String, String> SMALL_SLOT =
            Map.of("max_slot_wal_keep_size", "4MB", "max_wal_size", "1GB", "checkpoint_timeout", "1h");

    @Test
    void a_slot_that_fills_and_is_lost_is_told_and_what_follows_mends_itself_when_the_store_is_back() throws Exception {
        try (TestPostgres postgres = TestPostgres.major(18)) {
            ServerInstance server = postgres.running(ClusterOptions.DEFAULT.withWalSegmentMegabytes(1), SMALL_SLOT);
            Path tablespace = Files.createDirectory(postgres.directory().resolve("tablespace"));
            server.handOver(tablespace);
            Ledger.create(server, tablespace);
            Ledger ledger = new Ledger(server);
            Site site = scheduled(Site.make(postgres.directory().resolve("site"), server.uri()));
            Removable store = Removable.make(site.store());
            try (DaemonProcess daemon = site.startDaemon().ready()) {
                Host.require(0, site.run("backup", "--wait"));
                Eventually.is("all is well", Host.LIMIT, () -> daemon.raised().isEmpty());

                store.takeAway();
                for (int i = 0; i < 8; i++) {
                    ledger.writeSegment(20);
                }
                awaitAlarm(daemon, "PgcairnSlotFilling", "pgcairn_slot_full_seconds", 0);
                assertTrue(daemon.metrics().value("pgcairn_slot_safe_bytes") < 0);
                Sql.of(server).run("CHECKPOINT");
                awaitAlarm(daemon, "PgcairnSlotLost", "pgcairn_slot_lost", 1);
                assertTrue(Double.isNaN(daemon.metrics().value("pgcairn_slot_retained_bytes")));

                mended(server, site, daemon, store);
                Ledger.Mark after = ledger.mark("after the gap");
                ledger.awaitDurable();
                Clone clone = Clone.restore(postgres, site, tablespace, "after", "--target", "latest");
                clone.recover(postgres);
                assertEquals(after.rows(), clone.rows());
                daemon.kill();
            }
        }
    }

    /** A backup is taken now and then, and nobody holds on to a store that stands still. */
    private static Site scheduled(Site site) throws Exception {
        Path changed = site.changed(
                "scheduled",
                text -> text.replace("schedule: never", "schedule: every 1d")
                        .replace("wal: { tail", "wal: { stall_timeout: 5s, tail"));
        Files.move(changed, site.config(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        return site;
    }

    private static void mended(ServerInstance server, Site site, DaemonProcess daemon, Removable store)
            throws Exception {
        Sql.of(server)
                .run(
                        "ALTER FUNCTION pg_backup_start(text, boolean) RENAME TO pg_backup_start_as_ever",
                        "CREATE FUNCTION public.pg_backup_start(text, boolean) RETURNS pg_lsn LANGUAGE sql"
                                + " AS 'SELECT pg_advisory_lock_shared(1); SELECT pg_advisory_unlock_shared(1);"
                                + " SELECT pg_backup_start_as_ever($1, $2)'");
        try (Connection holding = DriverManager.getConnection(server.jdbcUrl());
                Statement statement = holding.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(1)");
            store.putBack();
            Eventually.is(
                    "the gap is told while the backup is under way",
                    Host.LIMIT,
                    () -> isGapTold(daemon.metrics(), daemon.raised(), site));
            assertEquals(1, backups(site));
        }
        Eventually.is(
                "a backup was taken by itself, and all is well",
                Host.LIMIT,
                () -> backups(site) == 2
                        && daemon.raised().isEmpty()
                        && daemon.metrics().value("pgcairn_wal_gaps") == 0);
        String log = Files.readString(site.log());
        assertTrue(log.contains("the slot is made anew"), log);
        assertTrue(log.contains("WAL was removed by the server before it could be stored"), log);
    }

    private static boolean isGapTold(MetricsPage page, List<String> raised, Site site) throws Exception {
        boolean isTold = raised.equals(List.of("PgcairnWalGap"))
                && page.value("pgcairn_wal_gaps") > 0
                && page.value("pgcairn_slot_lost") == 0
                && page.value("pgcairn_backup_running_seconds") > 0;
        if (!isTold) {
            throw new IllegalStateException(raised + Files.readString(site.log()) + page.text());
        }
        return true;
    }

    private static long backups(Site site) throws Exception {
        return site.objects().stream()
                .filter(name -> name.endsWith("/backup.json"))
                .count();
    }

    private static void awaitAlarm(DaemonProcess daemon, String alarm, String metric, double value) {
        Eventually.is(
                alarm + " is told",
                Host.LIMIT,
                () -> daemon.raised().contains(alarm) && daemon.metrics().value(metric) == value);
    }
}
