package io.pgcairn.daemon.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import io.pgcairn.crypto.KeyFile;
import io.pgcairn.crypto.X25519Identity;
import io.pgcairn.daemon.catalog.StoredRecords;
import io.pgcairn.daemon.catalog.WalFixture;
import io.pgcairn.daemon.cli.ClusterSelection;
import io.pgcairn.daemon.cluster.Clusters;
import io.pgcairn.daemon.cluster.OpenedCluster;
import io.pgcairn.daemon.cluster.Seals;
import io.pgcairn.daemon.cluster.Stores;
import io.pgcairn.daemon.config.Configuration;
import io.pgcairn.daemon.config.HttpConfig;
import io.pgcairn.daemon.http.BackupJobs;
import io.pgcairn.daemon.http.BackupOrder;
import io.pgcairn.daemon.http.ClusterDesk;
import io.pgcairn.daemon.job.DrillHost;
import io.pgcairn.daemon.observe.LogOutput;
import io.pgcairn.daemon.observe.Metrics;
import io.pgcairn.daemon.postgres.TimelineHistory;
import io.pgcairn.daemon.postgres.TimelineId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Configurations that replace one another under clusters whose servers are not there. */
class ReloadsTest {
    @TempDir
    private Path directory = Path.of("");

    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final Logger logger = context.getLogger("io.pgcairn");
    private final Clusters clusters =
            new Clusters(new Stores(Clock.systemUTC()), new Seals(new SecureRandom()), Map.of(), Clock.systemUTC());
    private final Metrics metrics = new Metrics();
    private final Farewell farewell = new Farewell();
    private final AtomicReference<HttpConfig> asked = new AtomicReference<>();
    private final RunningClusters running =
            new RunningClusters(clusters, host(), metrics, Clock.systemUTC(), new SecureRandom(), farewell);
    private Path file = Path.of("");
    private Path identity = Path.of("");
    private Path passfile = Path.of("");
    private Level levelBefore = Level.INFO;

    /** Its drills end when they want to know where their server is to ask for WAL. */
    private DrillHost host() {
        return new DrillHost(
                (configuration, _, _, _) -> {
                    asked.set(configuration.http());
                    throw new IllegalStateException("far enough");
                },
                Map.of(),
                "pgcairn test");
    }

    @BeforeEach
    void remember() throws IOException {
        levelBefore = logger.getEffectiveLevel();
        file = directory.resolve("pgcairn.yaml");
        passfile = Files.writeString(directory.resolve("passfile"), "*:*:*:*:one\n");
        identity = directory.resolve("identity.txt");
        writeKey();
    }

    @AfterEach
    void close() {
        running.close();
        metrics.close();
        logger.setLevel(levelBefore);
    }

    private void writeKey() throws IOException {
        X25519Identity key = X25519Identity.generate(new SecureRandom());
        Files.writeString(identity, new KeyFile(key, Instant.EPOCH).render());
    }

    private String cluster(String name, String more) {
        return """
                  %1$s:
                    postgres: { uri: "postgresql://postgres@127.0.0.1:1/postgres", passfile: %2$s }
                    encryption: { enabled: false, identities: [%3$s] }
                    tiers: [ { name: near, store: "file://%4$s/%1$s" } ]
                %5$s
                """.formatted(name, passfile, identity, directory, more);
    }

    private void write(String... clusters) throws IOException {
        Files.writeString(file, "clusters:\n" + String.join("", clusters));
    }

    private Reloads start() throws Exception {
        Configuration configuration = clusters.load(file);
        running.open(configuration);
        running.start();
        LogOutput log = new LogOutput(context, java.io.OutputStream.nullOutputStream(), Clock.systemUTC());
        Reloads reloads = new Reloads(clusters, file, configuration.http(), running, log, Clock.systemUTC());
        metrics.configReload(reloads);
        return reloads;
    }

    private ClusterDaemon daemon(String name) {
        return running.daemons().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private List<String> names() {
        return List.copyOf(running.clusters().keySet());
    }

    @Test
    @Timeout(120)
    void what_does_not_stop_in_time_is_not_waited_for_once_more() {
        Farewell patient = new Farewell(Duration.ofHours(1));
        CountDownLatch end = new CountDownLatch(1);
        try (RunningClusters stopped =
                new RunningClusters(clusters, host(), metrics, Clock.systemUTC(), new SecureRandom(), patient)) {
            stopped.stop();
            patient.begin("hangs", () -> {
                try {
                    end.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            stopped.stop();
        } finally {
            end.countDown();
        }
    }

    @Test
    void what_did_not_change_is_not_touched_and_the_rest_is_as_configured() throws Exception {
        write(cluster("stays", ""), cluster("goes", ""), cluster("changes", ""));
        Reloads reloads = start();
        ClusterDaemon stays = daemon("stays");
        ClusterDaemon changes = daemon("changes");
        write(cluster("comes", ""), cluster("changes", "    wal: { parallel: 3 }"), cluster("stays", ""));
        reloads.reload(() -> false);
        assertTrue(reloads.isLastSuccess(), reloads.failure()::toString);
        assertEquals(List.of("comes", "changes", "stays"), names());
        assertSame(stays, daemon("stays"));
        assertNotSame(changes, daemon("changes"));
        String figures = metrics.scrape();
        assertFalse(figures.contains("cluster=\"goes\""), figures);
        for (String name : names()) {
            assertTrue(figures.contains("pgcairn_wal_connected{cluster=\"" + name + "\"} 0"), figures);
            assertTrue(figures.contains("pgcairn_wal_tails_stored_total{cluster=\"" + name + "\"} 0"), figures);
        }
    }

    /** Names and labels of what is there from the beginning; how requests end is known only once some did. */
    private List<String> series(String cluster) {
        return metrics.scrape()
                .lines()
                .filter(line -> line.contains("cluster=\"" + cluster + "\""))
                .filter(line -> !line.matches("pgcairn_store_(request|retries).*"))
                .map(line -> line.substring(0, line.lastIndexOf(' ')))
                .sorted()
                .toList();
    }

    @Test
    void a_cluster_that_changed_has_the_series_that_it_had_and_one_that_is_gone_has_none() throws Exception {
        write(cluster("stays", ""), cluster("changes", ""));
        Reloads reloads = start();
        List<String> before = series("changes");
        assertTrue(
                before.contains("pgcairn_store_failing_seconds{cluster=\"changes\",tier=\"near\"}"), before::toString);
        write(cluster("stays", ""), cluster("changes", "    wal: { parallel: 3 }"));
        reloads.reload(() -> false);
        assertEquals(before, series("changes"));
        write(cluster("stays", ""));
        reloads.reload(() -> false);
        assertEquals(List.of(), series("changes"));
        assertFalse(metrics.scrape().contains("cluster=\"changes\""), metrics::scrape);
        assertEquals(before.size(), series("stays").size());
    }

    @Test
    void a_file_that_cannot_be_read_changes_nothing_until_it_is_mended() throws Exception {
        write(cluster("one", ""), cluster("two", ""));
        Reloads reloads = start();
        List<ClusterDaemon> before = List.copyOf(running.daemons());
        Instant read = reloads.lastSuccess();
        write(cluster("one", "    wal: { paralell: 3 }"));
        reloads.reload(() -> false);
        assertTrue(reloads.failure().orElseThrow().contains("paralell"), reloads.failure()::toString);
        assertEquals(before, List.copyOf(running.daemons()));
        assertEquals(read, reloads.lastSuccess());
        assertTrue(metrics.scrape().contains("pgcairn_config_last_reload_success 0"), metrics::scrape);
        write(cluster("one", ""));
        reloads.reload(() -> false);
        assertEquals(List.of("one"), names());
        assertSame(before.getFirst(), daemon("one"));
        assertTrue(metrics.scrape().contains("pgcairn_config_last_reload_success 1"), metrics::scrape);
    }

    @Test
    void one_cluster_that_cannot_be_opened_keeps_all_others_as_they_were() throws Exception {
        write(cluster("one", ""), cluster("two", ""));
        Reloads reloads = start();
        List<ClusterDaemon> before = List.copyOf(running.daemons());
        String unopened = cluster("two", "").replace("identity.txt", "nowhere.txt");
        write(cluster("one", "    wal: { parallel: 3 }"), unopened);
        reloads.reload(() -> false);
        assertTrue(reloads.failure().orElseThrow().contains("nowhere.txt"), reloads.failure()::toString);
        assertEquals(before, List.copyOf(running.daemons()));
        assertTrue(metrics.scrape().contains("pgcairn_wal_connected{cluster=\"one\"}"));
    }

    @Test
    void a_key_that_was_replaced_under_its_name_is_taken_and_a_password_touches_nothing() throws Exception {
        write(cluster("one", ""));
        Reloads reloads = start();
        ClusterDaemon before = daemon("one");
        Files.writeString(passfile, "*:*:*:*:two\n");
        reloads.reload(() -> false);
        assertSame(before, daemon("one"));
        writeKey();
        reloads.reload(() -> false);
        assertTrue(reloads.isLastSuccess(), reloads.failure()::toString);
        assertNotSame(before, daemon("one"));
    }

    @Test
    void a_cluster_that_was_taken_away_is_known_to_have_been_here_until_it_comes_back() throws Exception {
        write(cluster("one", ""), cluster("two", ""));
        Reloads reloads = start();
        assertEquals(Optional.empty(), running.parting("two"));
        write(cluster("one", ""));
        reloads.reload(() -> false);
        assertEquals(Optional.of(ClusterDesk.Parting.REMOVED), running.parting("two"));
        assertEquals(Optional.empty(), running.parting("one"));
        reloads.reload(() -> false);
        assertEquals(Optional.of(ClusterDesk.Parting.REMOVED), running.parting("two"));
        write(cluster("one", ""), cluster("two", ""));
        reloads.reload(() -> false);
        assertEquals(Optional.empty(), running.parting("two"));
    }

    @Test
    void drills_ask_where_the_endpoint_listens_and_not_where_it_would_after_a_restart() throws Exception {
        write(cluster("main", ""));
        Reloads reloads = start();
        try (OpenedCluster cluster = clusters.open(new ClusterSelection(file, Optional.empty()))) {
            WalFixture archive = new WalFixture(cluster.store());
            archive.push(1, 3);
            archive.lineage()
                    .backups()
                    .commit(StoredRecords.backup(
                            Instant.now().minusSeconds(7200), TimelineHistory.root(new TimelineId(1)), 3));
        }
        HttpConfig listening = clusters.load(file).http();
        write(cluster("main", "    wal: { parallel: 3 }"));
        Files.writeString(
                file, "http: { listen: 127.0.0.1:7499, socket: /tmp/nobody.sock }\n" + Files.readString(file));
        reloads.reload(() -> false);
        assertTrue(reloads.isLastSuccess(), reloads.failure()::toString);
        BackupJobs drills =
                Objects.requireNonNull(running.clusters().get("main")).drills();
        BackupOrder order = BackupOrder.ofDrill(new BackupOrder.Drill("latest", "near", false));
        assertThrows(IllegalStateException.class, () -> drills.take(order));
        assertEquals(listening, asked.get());
    }

    @Test
    void the_log_level_changes_in_flight() throws Exception {
        write(cluster("one", ""));
        Reloads reloads = start();
        Files.writeString(file, "log: { level: error }\n" + Files.readString(file));
        reloads.reload(() -> false);
        assertEquals(Level.ERROR, logger.getLevel());
    }

    @Test
    void a_process_that_is_to_end_meanwhile_starts_nothing_and_ends() throws Exception {
        write(cluster("one", ""));
        Reloads reloads = start();
        write(cluster("one", "    wal: { parallel: 3 }"), cluster("two", ""));
        reloads.reload(() -> true);
        ClusterDaemon unstarted = daemon("two");
        running.stop();
        assertEquals(List.of(), List.copyOf(running.daemons()));
        assertEquals(List.of("one", "two"), names(), "restores find their cluster to the end");
        assertEquals(Optional.of(ClusterDesk.Parting.STOPPING), running.parting("two"));
        assertEquals(Optional.empty(), running.parting("never"));
        assertFalse(unstarted.isTried(), "a cluster was started after the end was asked for");
    }

    @Test
    void a_cluster_waits_until_what_ran_before_it_has_stopped() throws Exception {
        write(cluster("one", ""));
        Reloads reloads = start();
        CountDownLatch stuck = new CountDownLatch(1);
        farewell.begin("one", () -> awaitQuietly(stuck));
        write(cluster("one", "    wal: { parallel: 3 }"), cluster("two", ""));
        farewell.leaveBehind();
        reloads.reload(() -> false);
        assertTrue(state("one").startsWith("waiting: "), state("one"));
        assertFalse(state("two").startsWith("waiting: "), state("two"));
        stuck.countDown();
        long begin = System.nanoTime();
        while (state("one").startsWith("waiting: ")) {
            assertTrue(System.nanoTime() - begin < Duration.ofMinutes(2).toNanos(), "it is not started");
            LockSupport.parkNanos(1_000_000);
        }
    }

    private String state(String name) {
        ClusterDesk desk = running.clusters().get(name);
        assertNotNull(desk);
        return desk.view().readiness().state();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
