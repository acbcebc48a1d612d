package io.pgcairn.daemon.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.instance.ClusterOptions;
import io.pgcairn.daemon.instance.ServerBinaries;
import io.pgcairn.daemon.instance.ServerInstance;
import io.pgcairn.daemon.testing.TestPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Plays the disasters of docs/recovery.md, and runs its commands as they stand. */
class RecoveryGuideIT {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final String ROWS =
            "SELECT count(*) || ' ' || coalesce(sum(id), 0) || ' ' || coalesce(sum(amount), 0) FROM ledger";

    private TestPostgres postgres;
    private ServerInstance server;
    private Site site;
    private GuideShell shell;
    private Path running;

    @BeforeEach
    void start() throws Exception {
        ServerBinaries debian = TestPostgres.requireDebian();
        postgres = TestPostgres.of(debian);
        server = postgres.running(ClusterOptions.DEFAULT.withWalSegmentMegabytes(1), Map.of());
        running = server.data();
        Sql sql = Sql.of(server);
        // The guide starts restored servers with the settings that came with the backup.
        for (String setting : List.of(
                "port = " + server.port(),
                "listen_addresses = '127.0.0.1'",
                "unix_socket_directories = '/tmp'",
                "fsync = off")) {
            sql.run("ALTER SYSTEM SET " + setting);
        }
        sql.run("CREATE TABLE ledger (id bigint PRIMARY KEY, amount bigint)");
        site = Site.make(postgres.directory().resolve("site"), server.uri());
        site = site.tiered("""
                    ack: [near, far]
                    tiers:
                      - { name: near, store: "file://%1$s" }
                      - { name: far, store: "file://%1$s-far" }
                """.formatted(site.store()));
        Path root = Path.of(System.getProperty("pgcairn.root", ".."))
                .toAbsolutePath()
                .normalize();
        shell = new GuideShell(
                        root.resolve("docs/recovery.md"),
                        postgres.directory().resolve("site"),
                        server,
                        debian.directory())
                .at(site)
                .set("PGUSER", ClusterOptions.SUPERUSER)
                .set("PGPORT", Integer.toString(server.port()))
                .set("DATABASE", "postgres")
                // There is no socket in Debian's place.
                .set("PGHOST", "127.0.0.1")
                .set("ASIDE_PORT", Integer.toString(Site.freePort()));
        shell.command("systemctl start pgcairn");
        insert(1000);
        backUp("first");
    }

    @AfterEach
    void stop() throws Exception {
        if (shell != null) {
            stopServer();
            shell.end();
        }
        if (postgres != null) {
            postgres.close();
        }
    }

    /** Ends a server that the guide has started. */
    private void stopServer() throws Exception {
        shell.command("for pid in \"$GUIDE_DIR\"/restored/*/postmaster.pid; do [ ! -e \"$pid\" ] ||"
                + " pg_ctl -D \"${pid%/*}\" -m immediate -w stop || true; done");
    }

    private void backUp(String name) {
        Eventually.is(
                "backup " + name + " is taken; the log is " + site.log(),
                LIMIT,
                () -> site.run("backup", "--wait", "--name", name).exitCode() == 0);
    }

    private void insert(int count) throws Exception {
        Sql.of(server)
                .run("INSERT INTO ledger SELECT g, g * 7 FROM (SELECT coalesce(max(id), 0) AS last FROM ledger) AS now,"
                        + " generate_series(now.last + 1, now.last + " + count + ") AS g");
    }

    /** When all that is written now can be restored. */
    private void awaitDurable() throws Exception {
        String written = Sql.of(server).ask("SELECT pg_current_wal_insert_lsn()");
        Eventually.is(
                "WAL up to " + written + " is durable",
                LIMIT,
                () -> Sql.of(server)
                        .ask("SELECT coalesce(bool_or(confirmed >= '" + written + "'), false) FROM (SELECT flush_lsn AS"
                                + " confirmed FROM pg_stat_replication) AS streams")
                        .equals("t"));
    }

    /** What a tier holds of backups; of WAL it may lack what no backup needs. */
    private TreeSet<String> backups(String tier) throws Exception {
        TreeSet<String> names = Site.files(site.store().resolveSibling(tier).resolve("main"));
        names.removeIf(name -> !name.contains("/backups/"));
        return names;
    }

    private void kill() throws Exception {
        if (server.isRunning()) {
            server.kill();
        }
        stopServer();
        Files.move(running, running.resolveSibling(running.getFileName() + " lost"));
    }

    /** The rows of the server that listens where the first one did. */
    private String rows() {
        Eventually.is(
                "recovery ends",
                LIMIT,
                () -> Sql.of(server).ask("SELECT pg_is_in_recovery()").equals("f"));
        try {
            return Sql.of(server).ask(ROWS);
        } catch (java.sql.SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void lost_rows_come_back_and_damaged_pages_are_looked_at_beside_the_running_server() throws Exception {
        String before = rows();
        awaitDurable();
        String moment = Sql.of(server).ask("SELECT clock_timestamp()");
        Sql.of(server).run("DELETE FROM ledger WHERE id % 3 = 0", "UPDATE ledger SET amount = 0 WHERE id % 2 = 0");
        awaitDurable();
        shell.set("BACKUP", "first")
                .set("MOMENT", moment)
                .set("ASIDE", shell.fresh("aside").toString());
        shell.run("keep");
        assertTrue(shell.run("see").contains("near"), "the stores are listed");
        shell.run("aside");
        shell.run("changed-rows");
        assertEquals(before, rows());
        Sql.of(server).run("DROP TABLE ledger");
        shell.run("dropped-table");
        shell.run("aside-stop");
        assertEquals(before, rows());

        shell.set("ASIDE", shell.fresh("aside-again").toString());
        shell.run("damaged-pages");
    }

    @Test
    void a_lost_host_a_lost_tier_and_a_lost_site_cost_no_durable_row() throws Exception {
        String before = rows();
        awaitDurable();
        shell.command("systemctl stop pgcairn");
        kill();
        running = shell.fresh("second");
        shell.set("DATA", running.toString());
        shell.run("lost-host");
        assertEquals(before, rows());

        Files.move(site.store(), site.store().resolveSibling("store-away"));
        shell.run("lost-tier");
        assertEquals(backups("store-far"), backups("store"));
        insert(10);
        String later = rows();
        awaitDurable();
        kill();
        shell.command("rm -rf '" + site.store() + "'");
        running = shell.fresh("third");
        shell.set("DATA", running.toString());
        shell.run("lost-site");
        shell.command("pg_ctl -D \"$DATA\" -l \"$DATA.log\" -w start");
        assertEquals(later, rows());
    }

    @Test
    void a_lost_key_is_replaced_by_another() throws Exception {
        Path key = site.directory().resolve("new-identity.txt");
        shell.set("NEW_KEY", key.toString());
        String recipient = shell.run("lost-key")
                .lines()
                .filter(line -> line.startsWith("age1"))
                .findFirst()
                .orElseThrow();
        Files.writeString(
                site.config(),
                site.configuration()
                        .replaceFirst("recipients: \\[\\w+]", "recipients: [" + recipient + "]")
                        .replaceFirst("identities: \\[[^\\]]*]", "identities: [" + key + "]"));
        shell.run("lost-key-after");
        Files.delete(site.directory().resolve("identity.txt"));
        String before = rows();
        awaitDurable();
        shell.set("ASIDE", shell.fresh("aside").toString());
        shell.command("pgcairn restore --to \"$ASIDE\" --target latest --backup new-key");
        shell.command("pg_ctl -D \"$ASIDE\" -o \"-p $ASIDE_PORT\" -l \"$ASIDE.log\" -w start");
        assertEquals(
                before,
                shell.command("psql -h 127.0.0.1 -p \"$ASIDE_PORT\" -Atc \"" + ROWS + "\" postgres")
                        .trim());
    }

    @Test
    void an_upgrade_is_taken_back_from_the_lineage_before_it() throws Exception {
        String before = rows();
        String systemId = Sql.of(server).ask("SELECT system_identifier FROM pg_control_system()");
        shell.run("before-upgrade");
        kill();
        // What pg_upgrade leaves, as far as a backup can tell: a cluster with another system identifier at the same
        // place.
        ServerInstance upgraded = postgres.created(ClusterOptions.DEFAULT.withWalSegmentMegabytes(1));
        running = upgraded.data();
        Files.writeString(
                running.resolve("postgresql.conf"),
                "port = %s%nlisten_addresses = '127.0.0.1'%nunix_socket_directories = '/tmp'%n"
                        .formatted(server.port()),
                StandardOpenOption.APPEND);
        upgraded.handOver(upgraded.data());
        shell.command("pg_ctl -D '" + running + "' -l '" + shell.fresh("upgraded.log") + "' -w start");
        assertTrue(shell.run("after-upgrade").contains(systemId), "both lineages are listed");
        shell.command("pg_ctl -D '" + running + "' -m immediate -w stop");

        running = shell.fresh("back");
        shell.set("DATA", running.toString()).set("OLD_SYSTEM_ID", systemId);
        shell.run("undo-upgrade");
        shell.command("pg_ctl -D \"$DATA\" -l \"$DATA.log\" -w start");
        assertEquals(before, rows());
    }

    @Test
    void a_promoted_standby_is_backed_up_by_the_daemon_beside_it() throws Exception {
        Path data = shell.fresh("standby");
        shell.command("pg_basebackup -h 127.0.0.1 -D '" + data + "' -R -X stream -c fast");
        ServerInstance standby = postgres.opened(data);
        postgres.start(standby, Map.of());
        Site other = besideStandby(standby);
        String before = rows();
        awaitDurable();
        shell.command("systemctl stop pgcairn");
        shell.at(other).set("PGPORT", Integer.toString(standby.port()));
        shell.command("systemctl start pgcairn");
        server.kill();
        shell.command("pg_ctl -D '" + data + "' -w promote");
        shell.run("failover");
        server = standby;
        insert(5);
        String later = rows();
        assertTrue(!later.equals(before), "there are new rows");
        awaitDurable();
        standby.kill();

        running = shell.fresh("after-failover");
        shell.set("DATA", running.toString());
        shell.command("pgcairn restore --to \"$DATA\" --target latest && pg_ctl -D \"$DATA\" -o \"-p $PGPORT\" -l"
                + " \"$DATA.log\" -w start");
        assertEquals(later, rows());
    }

    /** A daemon's site on the standby's host, with the same stores. */
    private Site besideStandby(ServerInstance standby) throws Exception {
        Path directory = Files.createDirectory(site.directory().resolve("beside"));
        int port = Site.freePort();
        String configuration = site.configuration()
                .replace("127.0.0.1:" + site.port(), "127.0.0.1:" + port)
                .replace(server.uri(), standby.uri());
        Site other = new Site(directory, site.home(), port, configuration);
        Files.writeString(other.config(), configuration);
        return other;
    }
}
