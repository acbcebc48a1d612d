package io.pgcairn.daemon.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.InProcess;
import io.pgcairn.daemon.instance.ClusterOptions;
import io.pgcairn.daemon.instance.ServerInstance;
import io.pgcairn.daemon.testing.TestPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A drill by verb on each major: good, recorded, shown, and without a trace but its record. */
class DrillStoryIT {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    @ParameterizedTest
    @MethodSource("io.pgcairn.daemon.testing.TestPostgres#majors")
    void a_restore_is_proven_and_leaves_nothing_but_its_record(int major) throws Exception {
        try (TestPostgres postgres = TestPostgres.major(major)) {
            ServerInstance server = postgres.running(ClusterOptions.DEFAULT.withWalSegmentMegabytes(1), Map.of());
            Path tablespace = Files.createDirectory(postgres.directory().resolve("tablespace"));
            server.handOver(tablespace);
            Ledger.create(server, tablespace);
            Ledger ledger = new Ledger(server);
            // What a copy must not follow: libraries that are not there, and settings that are too big for it.
            Sql.of(server).run("CREATE DATABASE shop");
            Sql.of(server).run("ALTER DATABASE shop SET session_preload_libraries = 'not_there'");
            Sql.of(server).run("ALTER SYSTEM SET shared_preload_libraries = 'not_there'");
            Sql.of(server).run("ALTER SYSTEM SET superuser_reserved_connections = 50");
            Path outside = Files.createDirectory(postgres.directory().resolve("outside"));
            server.handOver(outside);
            for (String command : List.of("recovery_end_command", "archive_cleanup_command")) {
                Sql.of(server).run("ALTER SYSTEM SET " + command + " = 'touch " + outside.resolve(command) + "'");
            }
            Site site = Site.make(postgres.directory().resolve("site"), server.uri())
                    .drilling(
                            server.binaries().directory(),
                            "query: \"SELECT count(*) >= 0 AND current_setting('listen_addresses') = '' FROM ledger\","
                                    + " timeout: 5m, target: latest");
            try (DaemonProcess daemon = site.startDaemon().ready()) {
                Host.require(0, site.run("backup", "--wait"));
                ledger.writeSegment(20);
                ledger.writeSegment(20);
                ledger.mark("the end");
                ledger.awaitDurable();
                TreeSet<String> wal = wal(site);

                String latest = Host.require(0, site.run("drill", "--json"));
                assertTrue(latest.contains("\"outcome\" : \"restored, started and judged\""), latest);
                Host.require(0, site.run("drill", "--target", "random", "--tier", "near"));

                assertEquals(wal, wal(site), "nothing is archived by a drill");
                assertEquals(List.of(), left(site));
                assertEquals(
                        List.of(),
                        List.of(Objects.requireNonNull(outside.toFile().list())),
                        "a command of the source's ran");
                assertEquals(2, records(site).size(), () -> site + " has records of both");
                String record =
                        Files.readString(site.store().resolve(records(site).getFirst()));
                assertTrue(record.contains("drill.query is true"), record);
                assertTrue(record.contains("\"target\" : \"latest\""), record);
                assertTrue(metric(daemon, "pgcairn_drill_last_success_timestamp_seconds") > 0);
                assertTrue(metric(daemon, "pgcairn_drill_duration_seconds") > 0);
                assertTrue(Double.isNaN(metric(daemon, "pgcairn_drill_last_failure_timestamp_seconds")));
                assertTrue(site.run("list").text().contains("last proven restore: backup "));
                assertTrue(Files.readString(site.log()).contains("a restore is proven"));
                Files.readString(site.log())
                        .lines()
                        .filter(line -> line.contains("a restore drill begins") || line.contains("a restore is proven"))
                        .forEach(line -> assertTrue(line.matches(".* cluster=main .*drill=\\d+T.*"), line));
                daemon.terminate(Host.LIMIT);
            }
            try (DaemonProcess daemon = site.startDaemon().serving()) {
                Eventually.is(
                        "the last proven restore is known again",
                        LIMIT,
                        () -> site.run("status").text().contains("last drill good"));
                assertTrue(metric(daemon, "pgcairn_drill_last_success_timestamp_seconds") > 0);
            }
            assertEquals("", String.join("\n", DaemonProcess.alarms(site.log(), line -> false)));
        }
    }

    static double metric(DaemonProcess daemon, String name) throws Exception {
        return daemon.get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElseThrow();
    }

    /** What lies in the directory of drills. */
    static List<String> left(Site site) {
        String[] names = site.drills().toFile().list();
        return names == null ? List.of() : List.of(names);
    }

    static List<String> records(Site site) throws Exception {
        return site.objects().stream()
                .filter(name -> name.matches("main/\\d+/drills/.*\\.json"))
                .toList();
    }

    /** The whole segments, but for the one that the server may fill meanwhile, and histories. */
    private static TreeSet<String> wal(Site site) throws Exception {
        TreeSet<String> names = site.objects();
        names.removeIf(name -> !name.matches("main/\\d+/wal/.*(0{7}[2-9A-F]/|history).*"));
        return names;
    }

    static InProcess.Answer drill(Site site, String... options) {
        return site.run("drill", options);
    }
}
