package io.pgcairn.daemon.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.InProcess;
import io.pgcairn.daemon.instance.ClusterOptions;
import io.pgcairn.daemon.instance.ServerInstance;
import io.pgcairn.daemon.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Two tiers: the far one is away for a while, then drains what was kept for it; then the near one is lost. */
class ReplicationIT {
    private static final Duration LIMIT = Duration.ofMinutes(5);

    @Test
    void a_tier_that_was_away_drains_and_restores_when_the_near_one_is_lost() throws Exception {
        try (TestPostgres postgres = TestPostgres.major(14)) {
            ServerInstance server = postgres.running(ClusterOptions.DEFAULT.withWalSegmentMegabytes(1), Map.of());
            Path tablespace = Files.createDirectory(postgres.directory().resolve("tablespace"));
            server.handOver(tablespace);
            Ledger.create(server, tablespace);
            Ledger ledger = new Ledger(server);
            Site site = twoTiers(Site.make(postgres.directory().resolve("site"), server.uri()));
            Path far = site.directory().resolve("far");
            // A file where the far store's directory is to be: it cannot be used, whoever we are.
            Files.writeString(far, "not mounted");
            Ledger.Mark mark;
            try (DaemonProcess daemon = site.startDaemon().ready()) {
                InProcess.Answer backup = site.run("backup", "--wait");
                assertEquals(0, backup.exitCode(), backup::toString);
                for (int i = 0; i < 4; i++) {
                    ledger.writeSegment(20);
                }
                ledger.awaitDurable();
                Eventually.is("failures are counted", LIMIT, () -> metric(daemon, "pgcairn_tier_failures_total") > 0);
                assertTrue(metric(daemon, "pgcairn_tier_lag_seconds") > 0, "the lag shows");
                Files.delete(far);
                ledger.writeSegment(20);
                mark = ledger.mark("the end");
                ledger.awaitDurable();
                Eventually.is(
                        "the far tier drains",
                        LIMIT,
                        () -> StoredBackups.in(site.store())
                                .reached(objects(site.store()))
                                .equals(objects(far)));
                Eventually.is(
                        "the lag is gone",
                        LIMIT,
                        () -> metric(daemon, "pgcairn_tier_lag_objects") == 0
                                && metric(daemon, "pgcairn_tier_lag_seconds") == 0
                                && metric(daemon, "pgcairn_tier_lag_bytes") == 0);
                assertTrue(metric(daemon, "pgcairn_tier_replicated_objects_total") > 5);
                server.stop();
                assertEquals(0, daemon.terminate(Host.LIMIT));
            }
            List<String> alarms = DaemonProcess.alarms(
                    site.log(), line -> line.contains("copying to the tier failed") || line.contains("logger=wal"));
            assertEquals(List.of(), alarms);
            delete(site.store());
            assertFalse(Files.exists(site.store()));
            try (DaemonProcess daemon = site.startDaemon().serving()) {
                Clone clone =
                        Clone.restore(postgres, site, tablespace, "far", "--tier", "far", "--target-name", "the end");
                clone.recover(postgres);
                assertEquals(mark.rows(), clone.rows());
                assertTrue(daemon.isAlive());
            }
        }
    }

    private static Site twoTiers(Site site) throws IOException {
        String near = "- { name: near, store: \"file://" + site.store() + "\" }";
        String both = near + "\n      - { name: far, store: \"file://"
                + site.directory().resolve("far") + "\" }\n    ack: [near]";
        String configuration = site.configuration().replace(near, both);
        Files.writeString(site.config(), configuration);
        return new Site(site.directory(), site.home(), site.port(), configuration);
    }

    private static TreeSet<String> objects(Path store) throws IOException {
        return Site.files(store).stream()
                .filter(name -> name.startsWith("main/") && !name.contains("/leases/"))
                .filter(name -> Files.isRegularFile(store.resolve(name)))
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

    private static void delete(Path tree) throws IOException {
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
