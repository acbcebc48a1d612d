package io.pgcairn.daemon.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.InProcess;
import io.pgcairn.daemon.fault.Fault;
import io.pgcairn.daemon.instance.ClusterOptions;
import io.pgcairn.daemon.instance.ServerInstance;
import io.pgcairn.daemon.testing.TestPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Two tiers acknowledge; the first one is lost with the host, and all that was acknowledged comes from the second. */
class TwoTiersIT {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    @Test
    void what_two_tiers_acknowledged_outlives_the_loss_of_the_first() throws Exception {
        try (TestPostgres postgres = TestPostgres.major(14)) {
            ServerInstance server = postgres.running(ClusterOptions.DEFAULT.withWalSegmentMegabytes(1), Map.of());
            Path tablespace = Files.createDirectory(postgres.directory().resolve("tablespace"));
            server.handOver(tablespace);
            Ledger.create(server, tablespace);
            Ledger ledger = new Ledger(server);
            Site site = Site.make(postgres.directory().resolve("site"), server.uri());
            Path far = site.directory().resolve("far");
            Removable disk = Removable.make(far);
            Files.writeString(
                    site.config(),
                    Files.readString(site.config()).replace("    tiers:\n", "    ack: [far, near]\n    tiers:\n")
                            + "      - { name: far, store: \"file://" + far + "\", upload_rate: 64MiB }\n");
            try (DaemonProcess daemon = site.startDaemon().ready()) {
                InProcess.Answer backup = site.run("backup", "--wait");
                assertEquals(0, backup.exitCode(), backup::toString);
                ledger.writeSegment(50);
                ledger.mark("the end");
                ledger.awaitDurable();
                awaitBothComplete(site.store(), far);

                // The second tier goes away: the first one takes WAL on, and PostgreSQL is not told that it is durable.
                disk.takeAway();
                String before = Sql.of(server).ask("SELECT pg_current_wal_insert_lsn()");
                int stored = StoredWal.complete(site.objects()).size();
                ledger.writeSegment(50);
                Eventually.is(
                        "the first tier has the segment; the daemon's log is " + site.log(),
                        LIMIT,
                        () -> StoredWal.complete(site.objects()).size() > stored);
                assertEquals("t", notAcknowledged(server, before), "acknowledged without the second tier");
                daemon.kill();
            }
            disk.putBack();

            try (DaemonProcess daemon = site.startDaemon().ready()) {
                ledger.awaitDurable();
                // Also what the crash left in one tier.
                awaitBothComplete(site.store(), far);
                ledger.writeSegment(50);
                ledger.awaitDurable();
                assertTrue(site.run("list").text().contains("near,far"), site.run("list")::text);
                server.kill();
                daemon.kill();
            }

            TreeSet<Long> durable = ledger.acknowledged();
            Files.move(site.store(), site.directory().resolve("lost store"));
            try (DaemonProcess daemon = site.startDaemon().serving()) {
                assertTrue(daemon.isAlive());
                InProcess.Answer refused = site.run(
                        "restore",
                        "--target",
                        "latest",
                        "--to",
                        postgres.directory().resolve("none").toString());
                assertEquals(Fault.NO_BACKUP.exitCode(), refused.exitCode(), refused::toString);
                assertTrue(refused.err().contains("--tier far"), refused::toString);

                Clone clone = Clone.restore(postgres, site, tablespace, "far", "--target", "latest", "--tier", "far");
                clone.recover(postgres);
                TreeSet<Long> rows = clone.rows();
                assertTrue(rows.containsAll(durable), "rows are lost");
                clone.server().kill();
            }
        }
    }

    /** Whether the slot was told of nothing beyond this position that it is durable. */
    private static String notAcknowledged(ServerInstance server, String position) throws Exception {
        return Sql.of(server).ask("SELECT bool_and(restart_lsn <= '" + position + "') FROM pg_replication_slots");
    }

    /** A segment is acknowledged by its tails as well, before it is complete. */
    private static void awaitBothComplete(Path near, Path far) {
        Eventually.is("both tiers have the same", LIMIT, () -> complete(near).equals(complete(far)));
    }

    /** Everything but tails and leases, which come and go, and what a store keeps for itself. */
    private static TreeSet<String> complete(Path store) throws Exception {
        TreeSet<String> names = Site.files(store);
        names.removeIf(name -> name.contains(".tail") || name.contains("/leases") || !name.matches("main/.*"));
        return names;
    }
}
