package io.pgcairn.daemon.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pgcairn.daemon.instance.ClusterOptions;
import io.pgcairn.daemon.instance.ServerInstance;
import io.pgcairn.daemon.testing.CleanEnvironment;
import io.pgcairn.daemon.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A daemon with all that there is: each metric is produced, and faults are seen in status and in their metrics. */
class DaemonAlarmsIT {
    private static final Path PROMTOOL = Path.of("/usr/bin/promtool");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)` ");

    /** What is there only when something has happened. */
    private static final Map<String, String> LATER = Map.of(
            "pgcairn_store_retries_total", "with the first request that is made again",
            "pgcairn_http_requests_total", "with the first answer that is counted");

    /** What has a series and no number yet. */
    private static final Map<String, String> UNKNOWN = Map.of(
            "pgcairn_drill_last_failure_timestamp_seconds", "no drill has failed",
            "pgcairn_backup_next_timestamp_seconds", "its schedule is never",
            "pgcairn_dump_next_timestamp_seconds", "its schedule is never",
            "pgcairn_drill_next_timestamp_seconds", "its schedule is never");

    @Test
    void every_metric_is_produced_and_faults_are_alarms_until_they_are_mended() throws Exception {
        try (TestPostgres postgres = TestPostgres.of(TestPostgres.requireDebian())) {
            ServerInstance server = postgres.running(ClusterOptions.DEFAULT.withWalSegmentMegabytes(1), Map.of());
            Path tablespace = Files.createDirectory(postgres.directory().resolve("tablespace"));
            server.handOver(tablespace);
            Ledger.create(server, tablespace);
            Path programs = Files.createSymbolicLink(
                    postgres.directory().resolve("programs"), server.binaries().directory());
            Site site = withEverything(Site.make(postgres.directory().resolve("site"), server.uri()), programs);
            Removable far = Removable.make(site.directory().resolve("far"));
            try (DaemonProcess daemon = site.startDaemon().ready()) {
                Host.require(0, site.run("backup", "--wait"));
                Host.require(0, site.run("dump", "--wait"));
                Host.require(0, site.run("drill"));
                requireMetrics(daemon, site);
                awaitQuiet(daemon);

                wrongKey(site, daemon);
                reloadFailed(site, daemon);
                runsAndCopiesFail(site, daemon, server, programs, far);
                daemon.metrics().requireBounded();
                promtoolAccepts(daemon.metrics(), site);
                daemon.kill();
            }
        }
    }

    private static Site withEverything(Site site, Path programs) throws IOException {
        String tiers = """
                    dumps: { schedule: never, programs: %s }
                    drill: { schedule: never, directory: %s, programs: %s, timeout: 5m, target: latest }
                    retention: { every: 2s }
                    ack: [near]
                    tiers:
                      - { name: near, store: "file://%s" }
                      - { name: far, store: "file://%s" }
                """.formatted(
                        programs,
                        site.drills(),
                        programs,
                        site.store(),
                        site.directory().resolve("far"));
        return site.tiered(tiers);
    }

    private static void requireMetrics(DaemonProcess daemon, Site site) throws Exception {
        TreeSet<String> all = documented();
        Eventually.is("every metric is known", Host.LIMIT, () -> {
            MetricsPage page = daemon.metrics();
            TreeSet<String> missing = new TreeSet<>(all);
            missing.removeAll(page.names());
            missing.removeAll(LATER.keySet());
            TreeSet<String> unknown = page.unknown();
            unknown.removeAll(UNKNOWN.keySet());
            if (!missing.isEmpty() || !unknown.isEmpty()) {
                throw new IllegalStateException("missing " + missing + ", not a number " + unknown);
            }
            return true;
        });
        TreeSet<String> more = daemon.metrics().names();
        more.removeAll(all);
        assertEquals(new TreeSet<String>(), more, "metrics that docs/metrics.md does not tell of");
        daemon.metrics().requireBounded();
        promtoolAccepts(daemon.metrics(), site);
    }

    private static TreeSet<String> documented() throws IOException {
        String page = Files.readString(Path.of(System.getProperty("pgcairn.root", ".."), "docs/metrics.md"));
        return ROW.matcher(page).results().map(row -> row.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static void promtoolAccepts(MetricsPage page, Site site) throws Exception {
        if (!Files.isExecutable(PROMTOOL)) {
            // PromtoolTest says by name that it is not installed.
            return;
        }
        Path input = Files.writeString(site.directory().resolve("page"), page.text());
        Path said = site.directory().resolve("said");
        Process process = CleanEnvironment.of(new ProcessBuilder(PROMTOOL.toString(), "check", "metrics"))
                .redirectInput(input.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
            process.destroyForcibly().waitFor();
        }
        assertEquals("0 ", process.exitValue() + " " + Files.readString(said));
    }

    /** Other keys lie where those lay that open the backups; a reload proves them anew. */
    private static void wrongKey(Site site, DaemonProcess daemon) throws Exception {
        Path identity = site.directory().resolve("identity.txt");
        Path away = site.directory().resolve("escrow.txt");
        Files.move(identity, away);
        Site.newKey(identity);
        daemon.signal("HUP");
        awaitAlarm(daemon, "PgcairnWrongKey", "pgcairn_key_usable", 0);
        Files.move(away, identity, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        daemon.signal("HUP");
        awaitQuiet(daemon);
    }

    private static void reloadFailed(Site site, DaemonProcess daemon) throws Exception {
        String right = Files.readString(site.config());
        Files.writeString(site.config(), right.replace("tiers:", "teirs:"));
        daemon.signal("HUP");
        awaitAlarm(daemon, "PgcairnConfigReloadFailed", "pgcairn_config_last_reload_success", 0);
        Files.writeString(site.config(), right);
        daemon.signal("HUP");
        awaitQuiet(daemon);
    }

    /** Drills lack programs, backups a function of the server, and the far tier its disk. */
    private static void runsAndCopiesFail(
            Site site, DaemonProcess daemon, ServerInstance server, Path programs, Removable far) throws Exception {
        Path bin = programs.toRealPath();
        String right = Files.readString(site.config());
        Files.delete(programs);
        far.takeAway();
        Sql.of(server).run("ALTER FUNCTION pg_backup_start(text, boolean) RENAME TO pg_backup_start_away");
        reload(
                site,
                daemon,
                right.replace("1MiB, schedule: never", "1MiB, schedule: every 1s")
                        .replace("drill: { schedule: never", "drill: { schedule: every 1s"));
        Eventually.is("what fails is told", Host.LIMIT, () -> {
            MetricsPage page = daemon.metrics();
            return daemon.raised().contains("PgcairnDrillFailed")
                    && page.value("pgcairn_drill_failed") == 1
                    && page.value("pgcairn_drill_overdue_seconds") > 0
                    && page.value("pgcairn_backup_failures_in_row") > 0
                    && page.value("pgcairn_backup_overdue_seconds") > 0
                    && page.value("pgcairn_tier_lag_seconds", "far") > 0
                    && page.value("pgcairn_store_failing_seconds", "far") > 0;
        });
        Sql.of(server).run("ALTER FUNCTION pg_backup_start_away(text, boolean) RENAME TO pg_backup_start");
        far.putBack();
        Files.createSymbolicLink(programs, bin);
        reload(site, daemon, right);
        // The reload may still be under way.
        Eventually.is("a backup is good", Host.LIMIT, () -> exits(site, "backup", "--wait") == 0);
        Eventually.is("a drill is good", Host.LIMIT, () -> exits(site, "drill") == 0);
        Eventually.is("all is well and copied", Host.LIMIT, () -> {
            MetricsPage page = daemon.metrics();
            return daemon.raised().isEmpty()
                    && page.value("pgcairn_drill_overdue_seconds") == 0
                    && page.value("pgcairn_backup_failures_in_row") == 0
                    && page.value("pgcairn_backup_overdue_seconds") == 0
                    && page.value("pgcairn_tier_lag_seconds", "far") == 0
                    && page.value("pgcairn_store_failing_seconds", "far") == 0;
        });
    }

    private static int exits(Site site, String verb, String... options) {
        return site.run(verb, options).exitCode();
    }

    private static void reload(Site site, DaemonProcess daemon, String configuration) throws Exception {
        Files.writeString(site.config(), configuration);
        daemon.signal("HUP");
    }

    private static void awaitAlarm(DaemonProcess daemon, String alarm, String metric, double value) {
        Eventually.is(alarm + " is told", Host.LIMIT, () -> {
            return daemon.raised().contains(alarm) && daemon.metrics().value(metric) == value;
        });
    }

    private static void awaitQuiet(DaemonProcess daemon) {
        Eventually.is("all is well", Host.LIMIT, () -> daemon.raised().isEmpty());
    }
}
