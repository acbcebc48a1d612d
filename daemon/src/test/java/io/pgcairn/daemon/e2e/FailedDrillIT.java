package io.pgcairn.daemon.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.InProcess;
import io.pgcairn.daemon.fault.Fault;
import io.pgcairn.daemon.testing.TestPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Drills that cannot be good say why, record it, and leave no process and no directory. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FailedDrillIT {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    /** A query that takes until somebody ends it. */
    private static final String ENDLESS = "query: \"SELECT pg_sleep(100000) IS NOT NULL\"";

    private final BackedUpCluster cluster;

    FailedDrillIT() throws Exception {
        cluster = new BackedUpCluster();
    }

    @BeforeAll
    void stop_the_daemon() throws Exception {
        cluster.server.stop();
        assertEquals(0, cluster.daemon.terminate(LIMIT));
    }

    @AfterAll
    void close() throws Exception {
        cluster.close();
    }

    private Site site(String name, String more) throws Exception {
        return cluster.site.copied(name).drilling(cluster.server.binaries().directory(), more);
    }

    @Test
    void damage_in_the_store_is_named_and_a_copy_of_what_was_mended_is_proven() throws Exception {
        Site site = site("damaged", "");
        List<String> wal = StoredWal.complete(site.objects());
        Path segment = site.store().resolve(wal.get(wal.size() - 3));
        Path pack = site.store().resolve(BackedUpCluster.packs(site).getLast());
        try (DaemonProcess daemon = site.startDaemon().serving()) {
            byte[] whole = Files.readAllBytes(pack);
            Files.write(pack, flipped(whole));
            assertFails(site, daemon, "pack " + pack.getFileName().toString().substring(0, 4));
            Files.write(pack, whole);

            whole = Files.readAllBytes(segment);
            Files.write(segment, flipped(whole));
            assertFails(site, daemon, "does not come up", "--target", "latest");
            Files.delete(segment);
            assertFails(site, daemon, "gap", "--target", "latest");
            Files.write(segment, whole);

            Host.require(0, site.run("drill", "--target", "latest"));
            assertTrue(site.run("status").text().contains("last drill good"));
        }
    }

    private static byte[] flipped(byte[] whole) {
        byte[] bytes = whole.clone();
        bytes[bytes.length / 2] ^= 1;
        return bytes;
    }

    @Test
    void a_key_that_was_replaced_opens_nothing_and_it_says_so() throws Exception {
        Site site = site("key", "");
        String key = cluster.site.directory().resolve("identity.txt").toString();
        Path other = site.directory().resolve("other.txt");
        Site.newKey(other);
        Files.writeString(site.config(), site.configuration().replace("[" + key + "]", "[" + other + "]"));
        assertFails(site, "none of 1 identities");
    }

    @Test
    void a_disk_that_is_too_small_is_seen_before_anything_is_restored() throws Exception {
        Site site = site("small", "");
        try (ScratchDisk _ = ScratchDisk.mount(Files.createDirectory(site.drills()), "size=1m,mode=755")) {
            assertFails(site, " bytes in " + site.drills());
        }
    }

    @Test
    void a_query_cannot_write_and_what_it_says_counts() throws Exception {
        assertFails(site("writing", "query: \"DELETE FROM ledger RETURNING true\""), "read-only transaction");
    }

    @Test
    void programs_of_another_major_are_refused_before_anything_is_restored() throws Exception {
        Site site =
                cluster.site.copied("other").drilling(TestPostgres.embedded(18).directory(), "");
        assertFails(site, "is of PostgreSQL 18");
        assertFalse(Files.exists(site.drills()));
    }

    @Test
    void a_stop_of_the_daemon_ends_a_drill_and_leaves_no_process_and_no_directory() throws Exception {
        Site site = site("stopped", ENDLESS);
        try (DaemonProcess daemon = site.startDaemon().serving()) {
            Thread verb = begin(site);
            assertEquals(0, daemon.terminate(LIMIT));
            verb.join();
            assertEquals(List.of(), DrillStoryIT.left(site));
            awaitNoServer(site);
            assertEquals(List.of(), DrillStoryIT.records(site), "a drill that was stopped has found nothing");
        }
    }

    @Test
    void what_a_killed_daemon_left_goes_with_the_next_start_and_nothing_else_does() throws Exception {
        Site site = site("killed", ENDLESS);
        Path foreign = site.drills().resolve("main-20260101T000000.000Z");
        try (DaemonProcess daemon = site.startDaemon().serving()) {
            Thread verb = begin(site);
            daemon.kill();
            verb.join();
        }
        assertFalse(servers(site).isEmpty(), "the server lives on");
        Files.createDirectories(foreign.resolve("data"));
        try (DaemonProcess daemon = site.startDaemon().serving()) {
            Eventually.is(
                    "what it left is gone",
                    LIMIT,
                    () -> DrillStoryIT.left(site).equals(List.of(String.valueOf(foreign.getFileName()))));
            awaitNoServer(site);
            assertTrue(daemon.isAlive());
        }
    }

    @Test
    void only_one_is_done_at_a_time() throws Exception {
        Site site = site("busy", ENDLESS);
        try (DaemonProcess daemon = site.startDaemon().serving()) {
            Thread verb = begin(site);
            InProcess.Answer second = site.run("drill");
            assertEquals(Fault.DRILL_BUSY.exitCode(), second.exitCode(), second::toString);
            assertEquals(1, DrillStoryIT.metric(daemon, "pgcairn_drill_running"));
            assertTrue(isLeased(site), "retention is kept from what is restored");
            List<Listeners> servers = processes(site).map(Listeners::of).toList();
            assertFalse(servers.isEmpty());
            servers.forEach(one -> assertEquals(List.of(), one.ports(), one::toString));
            assertTrue(site.run("status").text().contains("a drill is under way"));
            daemon.terminate(LIMIT);
            verb.join();
        }
    }

    @Test
    void a_reload_that_changes_its_cluster_ends_a_drill_and_leaves_nothing_of_it() throws Exception {
        Site site = site("reloaded", ENDLESS);
        try (DaemonProcess daemon = site.startDaemon().serving()) {
            Thread verb = begin(site);
            Files.writeString(site.config(), site.configuration().replace("pg_sleep(100000) IS NOT NULL", "true"));
            daemon.signal("HUP");
            Eventually.is("the drill is ended", LIMIT, () -> !verb.isAlive());
            Eventually.is(
                    "nothing is left", LIMIT, () -> DrillStoryIT.left(site).isEmpty());
            awaitNoServer(site);
            assertEquals(List.of(), DrillStoryIT.records(site), "a drill that was stopped has found nothing");
            Eventually.is(
                    "the cluster is served again",
                    LIMIT,
                    () -> site.run("drill").exitCode() == 0);
        }
    }

    private static boolean isLeased(Site site) throws Exception {
        return Site.files(site.store()).stream().anyMatch(name -> name.matches("main/\\d+/leases/restore/.*"));
    }

    @Test
    void a_kept_copy_stays_with_its_server_stopped() throws Exception {
        Site site = site("kept", "");
        try (DaemonProcess daemon = site.startDaemon().serving()) {
            Host.require(0, site.run("drill", "--keep"));
            awaitNoServer(site);
            assertEquals(1, DrillStoryIT.left(site).size());
            Path data =
                    site.drills().resolve(DrillStoryIT.left(site).getFirst()).resolve("data");
            assertTrue(Files.exists(data.resolve("PG_VERSION")));
            Host.require(0, site.run("drill"));
            assertTrue(Files.exists(data.resolve("PG_VERSION")), "a later drill leaves it alone");
            assertTrue(daemon.isAlive());
        }
    }

    /** Asks for a drill, and returns when its server answers its query. */
    private static Thread begin(Site site) {
        Thread verb = Thread.ofPlatform().name("drill").start(() -> site.run("drill"));
        Eventually.is(
                "the query is asked", LIMIT, () -> servers(site).stream().anyMatch(line -> line.contains("SELECT")));
        return verb;
    }

    private static void assertFails(Site site, String fragment, String... options) throws Exception {
        try (DaemonProcess daemon = site.startDaemon().serving()) {
            assertFails(site, daemon, fragment, options);
        }
    }

    private static void assertFails(Site site, DaemonProcess daemon, String fragment, String... options)
            throws Exception {
        int before = DrillStoryIT.records(site).size();
        InProcess.Answer answer = site.run("drill", options);
        DamagedStoreIT.assertFailure(Fault.DRILL_FAILED, fragment, answer);
        assertEquals(List.of(), DrillStoryIT.left(site));
        awaitNoServer(site);
        List<String> records = DrillStoryIT.records(site);
        assertEquals(before + 1, records.size());
        String record = Files.readString(site.store().resolve(records.getLast()));
        assertTrue(record.contains("\"good\" : false"), record);
        assertTrue(record.contains(fragment), record);
        assertTrue(site.run("status").text().contains("last drill FAILED"));
        assertTrue(DrillStoryIT.metric(daemon, "pgcairn_drill_last_failure_timestamp_seconds") > 0);
    }

    /** The processes of a server that was killed end one after the other. */
    private static void awaitNoServer(Site site) {
        Eventually.is("no server is left", LIMIT, () -> servers(site).isEmpty());
    }

    /** What the processes that work in a site's directory of drills call themselves. */
    private static List<String> servers(Site site) {
        return processes(site).map(FailedDrillIT::title).toList();
    }

    private static Stream<ProcessHandle> processes(Site site) {
        return ProcessHandle.allProcesses().filter(process -> worksBelow(process, site.drills()));
    }

    private static boolean worksBelow(ProcessHandle process, Path directory) {
        try {
            return Files.readSymbolicLink(Path.of("/proc/" + process.pid() + "/cwd"))
                    .startsWith(directory);
        } catch (java.io.IOException e) {
            return false;
        }
    }

    private static String title(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"));
        } catch (java.io.IOException e) {
            return "";
        }
    }
}
