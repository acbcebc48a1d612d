package io.pgcairn.daemon.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import io.pgcairn.daemon.instance.ClusterOptions;
import io.pgcairn.daemon.instance.ServerInstance;
import io.pgcairn.daemon.observe.FakeDaemon;
import io.pgcairn.daemon.testing.TestPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A running Prometheus with the shipped alerts beside a daemon whose surroundings fail. */
class PrometheusIT {
    /**
     * What is waited for in minutes and hours is waited for in seconds here: no {@code for}, and these limits. All else
     * is as it is shipped.
     */
    private static final Map<String, String> SOONER = Map.of(
            "pgcairn_wal_disconnected_seconds > 300", "pgcairn_wal_disconnected_seconds > 3",
            "pgcairn_wal_durable_lag_seconds > 600", "pgcairn_wal_durable_lag_seconds > 5",
            "pgcairn_store_failing_seconds > 300", "pgcairn_store_failing_seconds > 2",
            "pgcairn_backup_overdue_seconds > 7200", "pgcairn_backup_overdue_seconds > 5");

    private static final Pattern ALERT = Pattern.compile("- alert: (\\w+)");

    @BeforeEach
    void prometheus_is_installed() {
        assumeTrue(
                Files.isExecutable(PrometheusServer.PROGRAM),
                "prometheus (Debian package prometheus) is not installed");
    }

    @Test
    void every_alert_fires_by_its_name_at_its_shipped_limit_and_clears(@org.junit.jupiter.api.io.TempDir Path directory)
            throws Exception {
        TreeSet<String> all = ALERT.matcher(alerts())
                .results()
                .map(alert -> alert.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        all.remove("PgcairnDown");
        HttpServer page = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        String target = "127.0.0.1:" + page.getAddress().getPort();
        try (FakeDaemon daemon = new FakeDaemon();
                PrometheusServer prometheus = PrometheusServer.start(directory, atOnce(alerts()), List.of(target))) {
            page.createContext("/metrics", call -> {
                byte[] text = daemon.metrics().scrape().getBytes(StandardCharsets.UTF_8);
                call.getResponseHeaders().add("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
                call.sendResponseHeaders(200, text.length);
                call.getResponseBody().write(text);
                call.close();
            });
            page.start();
            prometheus.awaitQuiet(target);
            daemon.breakAll();
            prometheus.awaitAlone(target, all);
            daemon.mendAll();
            prometheus.awaitQuiet(target);
        } finally {
            page.stop(0);
        }
    }

    @Test
    void faults_around_a_daemon_raise_their_alerts_and_mending_them_clears_these() throws Exception {
        String rules = atOnce(alerts());
        for (Map.Entry<String, String> sooner : SOONER.entrySet()) {
            assertEquals(2, rules.split(Pattern.quote(sooner.getKey()), -1).length, sooner::getKey);
            rules = rules.replace(sooner.getKey(), sooner.getValue());
        }
        try (TestPostgres postgres = TestPostgres.major(18)) {
            ServerInstance server = postgres.running(ClusterOptions.DEFAULT.withWalSegmentMegabytes(1), Map.of());
            Path tablespace = Files.createDirectory(postgres.directory().resolve("tablespace"));
            server.handOver(tablespace);
            Ledger.create(server, tablespace);
            Ledger ledger = new Ledger(server);
            Site site = Site.make(postgres.directory().resolve("site"), server.uri());
            Removable store = Removable.make(site.store());
            String target = "127.0.0.1:" + site.port();
            Path scratch = postgres.directory().resolve("prometheus");
            try (PrometheusServer prometheus = PrometheusServer.start(scratch, rules, List.of(target))) {
                try (DaemonProcess daemon = site.startDaemon().ready()) {
                    Host.require(0, site.run("backup", "--wait"));
                    prometheus.awaitQuiet(target);
                    requireFigures(daemon);

                    store.takeAway();
                    ledger.writeSegment(10);
                    prometheus.awaitFiring(target, "PgcairnStoreFailing", "PgcairnWalLagging");
                    store.putBack();
                    prometheus.awaitQuiet(target);

                    server.kill();
                    prometheus.awaitFiring(target, "PgcairnReplicationBroken");
                    server.start(Map.of());
                    prometheus.awaitQuiet(target);

                    page(daemon).requireBounded();
                    daemon.kill();
                    prometheus.awaitFiring(target, "PgcairnDown");
                }
                schedule(site, "every 2s");
                try (DaemonProcess daemon = site.startDaemon().ready()) {
                    Eventually.is("a backup by schedule", Host.LIMIT, () -> backups(site) > 1);
                    server.kill();
                    prometheus.awaitFiring(target, "PgcairnBackupOverdue");
                    server.start(Map.of());
                    daemon.ready();
                    // The schedule tries again within a minute; nobody has to wait for it.
                    Host.require(0, site.run("backup", "--wait"));
                    prometheus.awaitQuiet(target);
                    page(daemon).requireBounded();
                    daemon.kill();
                }
            }
        }
    }

    /** What no fault brings out: figures that are asked for, or proved, now and then. */
    private static void requireFigures(DaemonProcess daemon) {
        Eventually.is("the slot and the keys are known", Host.LIMIT, () -> {
            MetricsPage page = page(daemon);
            return page.value("pgcairn_key_usable") == 1
                    && page.value("pgcairn_slot_lost") == 0
                    && page.value("pgcairn_slot_retained_bytes") >= 0
                    // The server runs here, so that the disk is the limit.
                    && page.value("pgcairn_slot_safe_bytes") > 0
                    && page.value("pgcairn_slot_full_seconds") == Double.POSITIVE_INFINITY
                    && page.value("pgcairn_wal_durable_lag_seconds") == 0
                    && page.value("pgcairn_backup_stored_bytes") > 0
                    && page.value("process_resident_memory_bytes") > 0;
        });
    }

    private static MetricsPage page(DaemonProcess daemon) throws Exception {
        return new MetricsPage(daemon.get("/metrics").body());
    }

    private static long backups(Site site) throws IOException {
        return site.objects().stream()
                .filter(name -> name.endsWith("/backup.json"))
                .count();
    }

    private static void schedule(Site site, String when) throws IOException {
        String text = Files.readString(site.config());
        Files.writeString(site.config(), text.replaceFirst("schedule: never", "schedule: " + when));
    }

    private static String atOnce(String rules) {
        return rules.replaceAll("(?m)^ +for: \\w+\n", "");
    }

    private static String alerts() throws IOException {
        return Files.readString(Path.of(System.getProperty("pgcairn.root", ".."), "deploy/prometheus/alerts.yml"));
    }
}
