package io.pgcairn.daemon.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import io.pgcairn.daemon.InProcess;
import io.pgcairn.daemon.fault.Fault;
import io.pgcairn.daemon.instance.ClusterOptions;
import io.pgcairn.daemon.instance.ServerInstance;
import io.pgcairn.daemon.testing.TestPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Backups that a daemon takes by itself, and those that people name. */
class ScheduledBackupsIT {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Pattern MARK = Pattern.compile("main/.*/backups/[^/]+/backup.json");
    private static final ClusterOptions SMALL = ClusterOptions.DEFAULT.withWalSegmentMegabytes(1);

    private static void schedule(Site site, String when) throws Exception {
        String text = Files.readString(site.config());
        Files.writeString(site.config(), text.replaceFirst("schedule: [^}]*}", "schedule: " + when + " }"));
    }

    private static long good(Site site) throws Exception {
        return site.objects().stream()
                .filter(name -> MARK.matcher(name).matches())
                .count();
    }

    private static void awaitBackups(Site site, long count) {
        Eventually.is(count + " good backups; the daemon's log is " + site.log(), LIMIT, () -> good(site) >= count);
    }

    /** What status says of the cluster. */
    private static Map<?, ?> status(Site site) throws Exception {
        InProcess.Answer answer = site.run("status", "--json");
        assertEquals(0, answer.exitCode(), answer::toString);
        return object(object(JSON.std.mapFrom(answer.text()), "clusters"), "main");
    }

    private static Map<?, ?> object(Map<?, ?> in, String field) {
        return in.get(field) instanceof Map<?, ?> map ? map : Map.of();
    }

    private static Map<?, ?> job(Site site) throws Exception {
        return status(site).get("jobs") instanceof List<?> jobs && jobs.getFirst() instanceof Map<?, ?> job
                ? job
                : Map.of();
    }

    @Test
    void are_named_pinned_caught_up_and_go_on_after_stops_and_kills() throws Exception {
        try (TestPostgres postgres = TestPostgres.major(14)) {
            ServerInstance server = postgres.running(SMALL, Map.of());
            Path tablespace = Files.createDirectory(postgres.directory().resolve("tablespace"));
            server.handOver(tablespace);
            Ledger.create(server, tablespace);
            Ledger ledger = new Ledger(server);
            Site site = Site.make(postgres.directory().resolve("site"), server.uri());
            String id;
            try (DaemonProcess daemon = site.startDaemon().ready()) {
                InProcess.Answer first = site.run(
                        "backup", "--name", "before-upgrade", "--note", "v2", "--hold", "30d", "--wait", "--json");
                assertEquals(0, first.exitCode(), first::toString);
                id = String.valueOf(JSON.std.mapFrom(first.text()).get("backup"));
                assertTrue(
                        site.objects().stream().anyMatch(name -> name.matches("main/.*/" + id + "/hold/.*json")),
                        "it is not held");
                InProcess.Answer second = site.run("backup", "--name", "before-upgrade");
                assertEquals(Fault.BACKUP_NAME_TAKEN.exitCode(), second.exitCode(), second::toString);
                assertTrue(second.err().contains(id), second::toString);
                assertEquals("never", job(site).get("schedule"));
                assertEquals(0, daemon.terminate(LIMIT));
            }
            assertEquals(Fault.DAEMON_UNREACHABLE.exitCode(), site.run("status").exitCode());

            schedule(site, "every 2s");
            try (DaemonProcess daemon = site.startDaemon().ready()) {
                awaitBackups(site, 3);
                assertTrue(site.run("status").text().contains("every 2s"), site.run("status")::toString);
                assertEquals(0, daemon.terminate(LIMIT));
            }
            try (DaemonProcess daemon = site.startDaemon().ready()) {
                awaitBackups(site, good(site) + 1);
                daemon.kill();
            }
            schedule(site, "every 5h");
            try (DaemonProcess daemon = site.startDaemon().ready()) {
                long before = good(site);
                ledger.writeSegment(20);
                // At once, although the daemon may have been killed while it took one.
                InProcess.Answer asked = site.run("backup", "--wait");
                assertEquals(0, asked.exitCode(), asked::toString);
                ledger.writeSegment(20);
                ledger.awaitDurable();
                assertEquals(before + 1, good(site), "the schedule counts what was asked for");
                Eventually.is(
                        "the schedule waits",
                        LIMIT,
                        () -> "waiting".equals(job(site).get("state")));
                assertTrue(
                        daemon.get("/metrics").body().contains("pgcairn_backup_overdue_seconds{cluster=\"main\"} 0"));

                TreeSet<Long> durable = ledger.acknowledged();
                Clone clone = Clone.restore(postgres, site, tablespace, "latest", "--target", "latest");
                clone.recover(postgres);
                assertEquals(durable, clone.rows());
                clone.server().kill();
                daemon.kill();
            }
        }
    }

    @Test
    void one_is_taken_at_once_when_wal_was_lost_for_good() throws Exception {
        try (TestPostgres postgres = TestPostgres.major(18)) {
            ServerInstance server =
                    postgres.running(SMALL, Map.of("max_slot_wal_keep_size", "2MB", "max_wal_size", "3MB"));
            Path tablespace = Files.createDirectory(postgres.directory().resolve("tablespace"));
            server.handOver(tablespace);
            Ledger.create(server, tablespace);
            Ledger ledger = new Ledger(server);
            Site site = Site.make(postgres.directory().resolve("site"), server.uri());
            schedule(site, "every 10d");
            try (DaemonProcess daemon = site.startDaemon().ready()) {
                assertEquals(0, site.run("backup", "--wait").exitCode());
                assertEquals(0, daemon.terminate(LIMIT));
            }
            for (int i = 0; i < 12; i++) {
                ledger.writeSegment(20);
            }
            Sql.of(server).run("CHECKPOINT", "SELECT pg_switch_wal()", "CHECKPOINT");
            for (int i = 0; i < 3; i++) {
                ledger.writeSegment(20);
            }
            try (DaemonProcess daemon = site.startDaemon().ready()) {
                awaitBackups(site, 2);
                ledger.writeSegment(20);
                ledger.awaitDurable();
                TreeSet<Long> durable = ledger.acknowledged();
                Clone clone = Clone.restore(postgres, site, tablespace, "latest", "--target", "latest");
                clone.recover(postgres);
                assertEquals(durable, clone.rows());
                assertEquals(2, good(site), "once a gap");
                clone.server().kill();
                daemon.kill();
            }
        }
    }
}
