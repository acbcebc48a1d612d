package io.pgcairn.daemon.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.InProcess;
import io.pgcairn.daemon.fault.Fault;
import io.pgcairn.daemon.instance.ClusterOptions;
import io.pgcairn.daemon.instance.ServerInstance;
import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.postgres.SegmentName;
import io.pgcairn.daemon.postgres.SegmentSize;
import io.pgcairn.daemon.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A daemon that keeps nothing but the newest backup and what follows it, pruned by hand at the same time. */
class PrunedDaemonIT {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final SegmentSize SIZE = new SegmentSize(1 << 20);
    private static final int MOST_BACKUPS = 40;

    @Test
    void only_what_is_reachable_stays_and_it_restores() throws Exception {
        try (TestPostgres postgres = TestPostgres.major(14)) {
            ServerInstance server = postgres.running(ClusterOptions.DEFAULT.withWalSegmentMegabytes(1), Map.of());
            Path tablespace = Files.createDirectory(postgres.directory().resolve("tablespace"));
            server.handOver(tablespace);
            Ledger.create(server, tablespace);
            Ledger ledger = new Ledger(server);
            Site made = Site.make(postgres.directory().resolve("site"), server.uri());
            Site site = made.tiered("    retention: { every: 1s, window: 0s, minimum: 1 }\n    tiers:\n"
                    + "      - { name: near, store: \"file://" + made.store() + "\" }\n");
            Ledger.Mark mark;
            try (DaemonProcess daemon = site.startDaemon().ready()) {
                backUpUntilPruned(site, daemon, ledger);
                ledger.writeSegment(20);
                mark = ledger.mark("the end");
                ledger.awaitDurable();
                Eventually.is(
                        "nothing unreachable is left",
                        LIMIT,
                        () -> unreachable(site).isEmpty());
                assertEquals(0, metric(daemon, "pgcairn_retention_locked_objects"));
                assertTrue(metric(daemon, "pgcairn_retention_deleted_bytes_total") > 0);
                Clone clone = Clone.restore(postgres, site, tablespace, "pruned", "--target-name", "the end");
                clone.recover(postgres);
                assertEquals(mark.rows(), clone.rows());
                server.stop();
                assertEquals(0, daemon.terminate(LIMIT));
            }
            // The verb and the daemon prune at the same time: what one reads the other may just have deleted.
            List<String> alarms = DaemonProcess.alarms(
                    site.log(),
                    line -> line.contains("nothing may be pruned")
                            || line.contains("pruning failed; it is tried again")
                            || line.contains("logger=wal"));
            assertEquals(List.of(), alarms);
        }
    }

    /** Backups that follow one another unevenly look like a clock that jumps, until another one has confirmed it. */
    private static void backUpUntilPruned(Site site, DaemonProcess daemon, Ledger ledger) throws Exception {
        int taken = 0;
        while (taken < 3 || metric(daemon, "pgcairn_retention_deleted_objects_total") == 0 || backups(site) > 1) {
            assertTrue(taken < MOST_BACKUPS, () -> "nothing is pruned; the daemon's log is " + site.log());
            ledger.writeSegment(20);
            InProcess.Answer backup = site.run("backup", "--wait");
            assertEquals(0, backup.exitCode(), backup::toString);
            taken++;
            InProcess.Answer prune = site.run("prune");
            assertTrue(List.of(0, Fault.RETENTION_REFUSED.exitCode()).contains(prune.exitCode()), prune::toString);
        }
    }

    private static long backups(Site site) throws IOException {
        return objects(site).stream()
                .filter(name -> name.endsWith("/backup.json"))
                .count();
    }

    /** What neither is of the newest backup nor follows its start. */
    private static TreeSet<String> unreachable(Site site) throws IOException {
        Matcher backup = Pattern.compile("\"id\" : \"([^\"]+)\".*?\"start_lsn\" : \"([^\"]+)\"", Pattern.DOTALL)
                .matcher(site.run("list", "--json").text());
        assertTrue(backup.find(), "a backup is listed");
        long first = SIZE.numberOf(Lsn.parse(backup.group(2)));
        return objects(site).stream()
                .filter(name -> !name.contains("/backups/" + backup.group(1) + "/"))
                .filter(name -> !name.endsWith("/lineage.json") && !name.contains("/leases/"))
                .filter(name -> !isWalFrom(name, first))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isWalFrom(String name, long first) {
        Matcher segment =
                Pattern.compile(".*/wal/[0-9A-F]{8}/([0-9A-F]{24})[-.].*").matcher(name);
        return segment.matches() && SegmentName.parse(segment.group(1), SIZE).number() >= first;
    }

    private static TreeSet<String> objects(Site site) throws IOException {
        return Site.files(site.store()).stream()
                .filter(name -> !name.startsWith(".pgcairn-tmp"))
                .filter(name -> Files.isRegularFile(site.store().resolve(name)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static double metric(DaemonProcess daemon, String name) throws Exception {
        return daemon.get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElseThrow();
    }
}
