package io.pgcairn.daemon.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.InProcess;
import io.pgcairn.daemon.instance.ClusterOptions;
import io.pgcairn.daemon.instance.ServerBinaries;
import io.pgcairn.daemon.instance.ServerInstance;
import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The program's main job: rows are written, the host is lost, and the rows come back up to any wanted moment. */
class RestoreStoryIT {
    private static final Duration PROMPTLY = Duration.ofMinutes(3);

    /** What the daemon may complain of: a server that is stopped, killed, or not yet rid of the killed daemon. */
    private static final Pattern EXPECTED =
            Pattern.compile("ts=\\S+ level=error logger=wal msg=\"WAL intake failed\" cluster=main error=\"[^\"]*("
                    + "Connection( to \\S+)? refused|terminating connection|is shutting down|is starting up"
                    + "|ended the stream|closed|reset|Broken pipe|is active for PID).*");

    @Test
    void every_kind_of_target_is_reached_on_postgresql_18() throws Exception {
        try (TestPostgres postgres = TestPostgres.major(18);
                Story story = new Story(postgres, ClusterOptions.DEFAULT)) {
            story.live();
            story.lose();
            story.restoreLatest();
            story.restoreImmediate();
            story.restoreTo("time", story.early, "--target-time", story.early.time());
            story.restoreTo(
                    "lsn", story.early, "--target-lsn", story.early.lsn().toString());
            story.restoreTo("xid", story.late, "--target-xid", story.late.xid());
            story.restoreTo("name", story.late, "--target-name", "late");
            story.requireUntouchedStore();
        }
    }

    @Test
    void the_end_and_a_moment_are_reached_with_small_segments_on_postgresql_14() throws Exception {
        try (TestPostgres postgres = TestPostgres.major(14);
                Story story = new Story(postgres, ClusterOptions.DEFAULT.withWalSegmentMegabytes(1))) {
            story.live();
            story.lose();
            story.restoreLatest();
            story.restoreTo("time", story.late, "--target-time", story.late.time());
            story.requireUntouchedStore();
        }
    }

    @Test
    void the_tools_of_postgresql_itself_find_nothing_wrong() throws Exception {
        ServerBinaries debian = TestPostgres.requireDebian();
        try (TestPostgres postgres = TestPostgres.of(debian);
                Story story = new Story(postgres, ClusterOptions.DEFAULT.withWalSegmentMegabytes(1))) {
            Oracles oracles = new Oracles(debian, postgres.directory());
            story.live();
            oracles.readSegment(story.site);
            story.lose();
            Clone clone = Clone.restore(postgres, story.site, story.tablespace, "judged", "--target", "latest");
            oracles.verifyBackup(clone.data());
            clone.recover(postgres);
            story.requireLatest(clone.rows());
            oracles.checkTables(clone.server());
        }
    }

    /** One cluster's life, its loss, and its copies. */
    private static final class Story implements AutoCloseable {
        private final TestPostgres postgres;
        private final ClusterOptions options;
        private final ServerInstance server;
        private final Site site;
        private final Path tablespace;
        private final Ledger ledger;
        private DaemonProcess daemon;
        private TreeSet<Long> beforeBackup = new TreeSet<>();
        private long afterBackup;
        private Ledger.Mark early = new Ledger.Mark(new TreeSet<>(), "", Lsn.ZERO, "");
        private Ledger.Mark late = early;
        private TreeSet<Long> durable = new TreeSet<>();
        private TreeSet<String> storeAtLoss = new TreeSet<>();

        Story(TestPostgres postgres, ClusterOptions options) throws Exception {
            this.postgres = postgres;
            this.options = options;
            // A server that waited for the daemon as it stops would do so for longer than PROMPTLY.
            this.server = postgres.running(
                    options, Map.of("archive_mode", "on", "archive_command", "false", "wal_sender_timeout", "10min"));
            this.tablespace = Files.createDirectory(postgres.directory().resolve("tablespace"));
            server.handOver(tablespace);
            Ledger.create(server, tablespace);
            this.ledger = new Ledger(server);
            this.site = Site.make(postgres.directory().resolve("site"), server.uri());
            this.daemon = site.startDaemon();
        }

        void live() throws Exception {
            daemon.ready();
            backUpWhileWriting();
            ledger.writeSegment(50);
            early = ledger.mark("early");
            ledger.duringFlood(this::killDaemonAndStartAgain);
            ledger.during(this::restartServer);
            late = ledger.mark("late");
            ledger.during(this::stopDaemonInGoodOrder);
            ledger.writeSegment(50);
        }

        private void backUpWhileWriting() throws Exception {
            ledger.writeSegment(200);
            beforeBackup = ledger.acknowledged();
            ledger.during(() -> {
                InProcess.Answer backup = site.run("backup", "--wait");
                assertEquals(0, backup.exitCode(), backup::toString);
            });
            afterBackup = ledger.attempted();
            InProcess.Answer list = site.run("list", "--json");
            assertEquals(0, list.exitCode(), list::toString);
            assertEquals(1, list.text().split("\"stop_lsn\"", -1).length - 1, list::text);
        }

        private void killDaemonAndStartAgain() throws Exception {
            awaitNewSegment();
            daemon.kill();
            daemon = site.startDaemon().ready();
            awaitNewSegment();
        }

        /** A segment that the daemon stored since: the kill comes in the middle of the stream and not at its start. */
        private void awaitNewSegment() throws Exception {
            int before = StoredWal.complete(site.objects()).size();
            Sql.of(server).run("SELECT pg_switch_wal()");
            Eventually.is(
                    "another segment is stored; the daemon's log is " + site.log(),
                    Duration.ofMinutes(3),
                    () -> StoredWal.complete(site.objects()).size() > before);
        }

        private void restartServer() throws Exception {
            server.stopFast(PROMPTLY);
            postgres.start(server, Map.of());
            daemon.ready();
        }

        private void stopDaemonInGoodOrder() throws Exception {
            assertEquals(0, daemon.terminate(PROMPTLY), "the exit code after SIGTERM");
            daemon = site.startDaemon().ready();
        }

        /** All is killed in the middle of writes, and the server's directories are gone. */
        void lose() throws Exception {
            ledger.during(() -> {
                durable = ledger.acknowledged();
                ledger.awaitDurable();
                server.kill();
                daemon.kill();
            });
            Files.move(server.data(), postgres.directory().resolve("lost"));
            Files.move(tablespace, postgres.directory().resolve("lost tablespace"));
            storeAtLoss = site.objects();
            StoredWal.requireWhole(storeAtLoss, options.walSegmentMegabytes());
            daemon = site.startDaemon().serving();
        }

        void restoreLatest() throws Exception {
            Clone clone = Clone.restore(postgres, site, tablespace, "latest", "--target", "latest");
            clone.recover(postgres);
            requireLatest(clone.rows());
            clone.server().kill();
        }

        /** Everything that was durable is there, and nothing that was never written. */
        void requireLatest(TreeSet<Long> rows) {
            assertTrue(rows.containsAll(durable), () -> missing(durable, rows));
            assertTrue(rows.last() <= ledger.attempted(), "a row that was never written");
        }

        void restoreImmediate() throws Exception {
            Clone clone = Clone.restore(postgres, site, tablespace, "immediate", "--target", "immediate");
            clone.recover(postgres);
            TreeSet<Long> rows = clone.rows();
            assertTrue(rows.containsAll(beforeBackup), () -> missing(beforeBackup, rows));
            assertTrue(rows.last() <= afterBackup, "a row that was written after the backup");
            clone.server().kill();
        }

        void restoreTo(String name, Ledger.Mark mark, String... target) throws Exception {
            Clone clone = Clone.restore(postgres, site, tablespace, name, target);
            clone.recover(postgres);
            TreeSet<Long> rows = clone.rows();
            assertTrue(rows.containsAll(mark.rows()), () -> missing(mark.rows(), rows));
            assertEquals(mark.rows().last(), rows.last(), "the last row");
            clone.server().kill();
        }

        void requireUntouchedStore() throws Exception {
            assertEquals(storeAtLoss, site.objects(), "what copies do changes nothing in the store");
        }

        private static String missing(TreeSet<Long> wanted, TreeSet<Long> rows) {
            TreeSet<Long> lost = new TreeSet<>(wanted);
            lost.removeAll(rows);
            return lost.size() + " rows are lost, the first is " + lost.first() + "; the last that is there is "
                    + rows.last();
        }

        @Override
        public void close() throws IOException {
            daemon.close();
            List<String> alarms = DaemonProcess.alarms(
                    site.log(), line -> EXPECTED.matcher(line).matches());
            assertEquals("", String.join("\n", alarms), "unexpected in the daemon's log");
        }
    }
}
