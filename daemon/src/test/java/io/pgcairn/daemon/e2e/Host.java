package io.pgcairn.daemon.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A server with rows in segments of 1 MiB and a daemon beside it, which can both be lost with all that is local. */
final class Host implements AutoCloseable {
    static final Duration LIMIT = Duration.ofMinutes(3);

    /** A server that is gone, or that has not noticed yet that the killed daemon is. */
    private static final String EXPECTED =
            "ts=\\S+ level=error logger=wal msg=\"WAL intake failed\" cluster=main error=\"[^\"]*("
                    + "Connection( to \\S+)? refused|terminating connection|is shutting down|is starting up"
                    + "|ended the stream|closed|reset|Broken pipe|is active for PID).*";

    final TestPostgres postgres;
    final ServerInstance server;
    final Ledger ledger;
    private final Path tablespace;
    private Site site;
    private DaemonProcess daemon;

    /** A host whose cluster has no tier but {@code near}, a directory; its daemon is not yet useful. */
    Host(TestPostgres postgres) throws Exception {
        this.postgres = postgres;
        server = postgres.running(ClusterOptions.DEFAULT.withWalSegmentMegabytes(1), Map.of());
        tablespace = Files.createDirectory(postgres.directory().resolve("tablespace"));
        server.handOver(tablespace);
        Ledger.create(server, tablespace);
        ledger = new Ledger(server);
        site = Site.make(postgres.directory().resolve("site"), server.uri());
        daemon = site.startDaemon();
    }

    Site site() {
        return site;
    }

    DaemonProcess daemon() {
        return daemon;
    }

    /** What the configuration says of the tier that is a directory of this host. */
    String near() {
        return "      - { name: near, store: \"file://" + site.store() + "\" }\n";
    }

    /** Starts the daemon again with other tiers, and returns when it streams. */
    void useTiers(String ack, String... tiers) throws Exception {
        daemon.kill();
        site = site.tiered("    ack: " + ack + "\n    tiers:\n" + String.join("", tiers));
        daemon = site.startDaemon().ready();
    }

    /** Something that is done in the middle of something else. */
    interface Deed {
        void run() throws Exception;
    }

    /** SIGTERM, and a new one that serves; the deed is done when the stop has begun. */
    void stopDaemonAndStartAgain(Deed meanwhile) throws Exception {
        long before = stops();
        daemon.signal("TERM");
        Eventually.is("the daemon begins to stop; its log is " + site.log(), LIMIT, () -> stops() > before);
        meanwhile.run();
        assertEquals(0, daemon.exitCode(LIMIT));
        startDaemonAgain();
    }

    private long stops() throws IOException {
        return Files.readAllLines(site.log()).stream()
                .filter(line -> line.contains(" msg=stopping"))
                .count();
    }

    /** A new one that serves, where none runs. */
    void startDaemonAgain() throws IOException {
        daemon = site.startDaemon().serving();
    }

    /** SIGKILL, and a new one that streams. */
    void killDaemonAndStartAgain() throws Exception {
        daemon.kill();
        daemon = site.startDaemon().ready();
    }

    /** Takes a base backup while rows are written. */
    void backUp() throws Exception {
        ledger.writeSegment(50);
        ledger.during(() -> require(0, site.run("backup", "--wait")));
    }

    /** Everything on this host is gone in the middle of writes; a daemon on another one serves what is elsewhere. */
    void lose() throws Exception {
        ledger.during(() -> {
            server.kill();
            daemon.kill();
        });
        Files.move(server.data(), postgres.directory().resolve("lost"));
        Files.move(tablespace, postgres.directory().resolve("lost tablespace"));
        if (Files.exists(site.store())) {
            delete(site.store());
        }
        daemon = site.startDaemon().serving();
    }

    /** A figure that the daemon gives of a tier; not a number while it does not know. */
    double metric(String name, String tier) throws IOException, InterruptedException {
        return daemon.get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + "{") && line.contains("tier=\"" + tier + "\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElse(Double.NaN);
    }

    /** When the tier has, as the daemon says, everything that was durable before the call. */
    void awaitReplicated(String tier) throws Exception {
        ledger.awaitDurable();
        Eventually.is(
                "the tier " + tier + " lacks nothing; the daemon's log is " + site.log(),
                LIMIT,
                () -> metric("pgcairn_tier_lag_bytes", tier) == 0
                        && metric("pgcairn_tier_lag_objects", tier) == 0
                        && metric("pgcairn_tier_lag_seconds", tier) == 0);
    }

    /** A copy whose server is not started. */
    Clone restored(String name, String... target) throws Exception {
        return Clone.restore(postgres, site, tablespace, name, target);
    }

    /** The rows of a copy, which is given up. */
    TreeSet<Long> recovered(Clone clone) throws Exception {
        clone.recover(postgres);
        TreeSet<Long> rows = clone.rows();
        clone.server().kill();
        return rows;
    }

    static String require(int exitCode, InProcess.Answer answer) {
        assertEquals(exitCode, answer.exitCode(), () -> answer + "\n" + answer.text());
        return answer.text();
    }

    /** Nothing of {@code durable} is missing, and nothing is there that was never written. */
    void requireAtLeast(TreeSet<Long> durable, TreeSet<Long> rows) {
        TreeSet<Long> lost = new TreeSet<>(durable);
        lost.removeAll(rows);
        assertEquals(new TreeSet<Long>(), lost, () -> "rows are lost; the last that is there is " + rows.last());
        assertTrue(rows.last() <= ledger.attempted(), "a row that was never written");
    }

    /** Fails if the daemons complained of anything but this and a server that is gone. */
    void requireQuietLog(String more) throws IOException {
        Pattern expected = Pattern.compile(EXPECTED + (more.isEmpty() ? "" : "|" + more));
        List<String> alarms =
                DaemonProcess.alarms(site.log(), line -> expected.matcher(line).matches());
        assertEquals("", String.join("\n", alarms), "unexpected in the daemon's log");
    }

    private static void delete(Path tree) throws IOException {
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Override
    public void close() {
        daemon.close();
    }
}
