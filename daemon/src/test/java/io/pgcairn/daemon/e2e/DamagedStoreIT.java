package io.pgcairn.daemon.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.InProcess;
import io.pgcairn.daemon.fault.Fault;
import io.pgcairn.daemon.instance.InstanceException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Objects that are damaged or gone: a restore says which, and nothing half done stays; recovery never ends early. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DamagedStoreIT {
    private final BackedUpCluster cluster;

    DamagedStoreIT() throws Exception {
        cluster = new BackedUpCluster();
    }

    @BeforeAll
    void stop_the_daemon() throws Exception {
        cluster.server.stop();
        assertEquals(0, cluster.daemon.terminate(Host.LIMIT));
    }

    @AfterAll
    void close() throws Exception {
        cluster.close();
    }

    @Test
    void a_flipped_byte_in_a_pack_is_corruption() throws Exception {
        Site site = cluster.site.copied("flipped");
        flip(largest(site, BackedUpCluster.packs(site)));
        assertRestoreFails(site, Fault.CORRUPT, "damaged");
    }

    @Test
    void a_pack_that_was_cut_off_is_truncated() throws Exception {
        Site site = cluster.site.copied("cut");
        Path pack = largest(site, BackedUpCluster.packs(site));
        byte[] bytes = Files.readAllBytes(pack);
        Files.write(pack, Arrays.copyOf(bytes, bytes.length / 2));
        assertRestoreFails(site, Fault.TRUNCATED, "");
    }

    @Test
    void a_pack_that_is_gone_is_missing() throws Exception {
        Site site = cluster.site.copied("gone");
        Files.delete(largest(site, BackedUpCluster.packs(site)));
        assertRestoreFails(site, Fault.OBJECT_MISSING, ".tar.zst.age");
    }

    @Test
    void a_wrong_identity_opens_nothing() throws Exception {
        Site site = cluster.site.copied("locked");
        Path other = site.directory().resolve("other.txt");
        Site.newKey(other);
        Path config = site.changed(
                "other", text -> text.replaceFirst("identities: \\[[^]]*]", "identities: [" + other + "]"));
        Path to = site.directory().resolve("restored");
        String mapping = cluster.tablespace + "=" + site.directory().resolve("moved");
        InProcess.Answer restore =
                site.runWith(config, "restore", "--to", to.toString(), "--target", "latest", "--tablespace", mapping);
        assertFailure(Fault.WRONG_KEY, "none of 1 identities", restore);
        assertFalse(Files.exists(to), "the directory that was to be restored to");

        String object = StoredWal.complete(site.objects()).getFirst();
        InProcess.Answer open = site.run("open", object, "--identity", other.toString());
        assertFailure(Fault.WRONG_KEY, "", open);
        assertEquals(0, open.out().length, "plain bytes on standard output");
    }

    @Test
    void a_damaged_segment_stops_recovery_instead_of_ending_it() throws Exception {
        Site site = cluster.site.copied("rotten");
        String object = middle(site);
        Clone clone = Clone.restore(cluster.postgres, site, cluster.tablespace, "rotten", "--target", "latest");
        flip(site.store().resolve(object));
        try (DaemonProcess daemon = site.startDaemon().serving()) {
            HttpResponse<String> answer = daemon.get("/clusters/main/wal/" + StoredWal.segmentOf(object));
            assertEquals(503, answer.statusCode(), answer::body);
            assertTrue(answer.body().contains("\"hint\""), answer::body);
            assertNotPromoted(clone, StoredWal.segmentOf(object));
        }
        InProcess.Answer open = site.run("open", object);
        assertFailure(Fault.CORRUPT, StoredWal.segmentOf(object), open);
    }

    @Test
    void a_missing_segment_is_a_gap_and_stops_recovery_instead_of_ending_it() throws Exception {
        Site site = cluster.site.copied("gap");
        String object = middle(site);
        Clone clone = Clone.restore(cluster.postgres, site, cluster.tablespace, "gap", "--target", "latest");
        Files.delete(site.store().resolve(object));
        assertRestoreFails(site, Fault.WAL_GAP, StoredWal.segmentOf(object));
        try (DaemonProcess daemon = site.startDaemon().serving()) {
            assertNotPromoted(clone, StoredWal.segmentOf(object));
            assertTrue(daemon.isAlive());
        }
    }

    private void assertNotPromoted(Clone clone, String segment) throws Exception {
        try {
            cluster.postgres.start(clone.server(), Map.of());
        } catch (InstanceException e) {
            // It came to the end before it would have taken queries as a standby.
        }
        Eventually.is(
                "the server ends", Duration.ofMinutes(3), () -> !clone.server().isRunning());
        String log = Files.readString(clone.server().log());
        assertTrue(log.contains("FATAL"), log);
        assertTrue(log.contains("pgcairn-restore-wal: " + segment), log);
        assertFalse(log.contains("archive recovery complete"), log);
        assertTrue(Files.exists(clone.data().resolve("recovery.signal")), "recovery is still to be done");
        assertFalse(Files.exists(clone.data().resolve("pg_wal/00000002.history")), "a new timeline has begun");
    }

    private void assertRestoreFails(Site site, Fault fault, String fragment) throws Exception {
        TreeSet<String> before = site.objects();
        Path to = site.directory().resolve("restored");
        Path moved = site.directory().resolve("moved");
        InProcess.Answer answer = site.run(
                "restore",
                "--to",
                to.toString(),
                "--target",
                "latest",
                "--tablespace",
                cluster.tablespace + "=" + moved);
        assertFailure(fault, fragment, answer);
        assertFalse(Files.exists(to), "the directory that was to be restored to");
        assertFalse(Files.exists(moved), "the tablespace that was to be restored");
        assertEquals(before, site.objects(), "the store");
    }

    static void assertFailure(Fault fault, String fragment, InProcess.Answer answer) {
        assertEquals(fault.exitCode(), answer.exitCode(), () -> "wanted " + fault + ": " + answer);
        assertTrue(answer.err().contains("pgcairn: error: "), answer::toString);
        assertTrue(answer.err().contains(fragment), answer::toString);
        assertTrue(answer.err().contains("  hint: "), answer::toString);
    }

    private static void flip(Path object) throws Exception {
        byte[] bytes = Files.readAllBytes(object);
        bytes[bytes.length / 2] ^= 1;
        Files.write(object, bytes);
    }

    private static Path largest(Site site, List<String> objects) throws Exception {
        Path largest = site.store().resolve(objects.getFirst());
        for (String object : objects) {
            Path file = site.store().resolve(object);
            largest = Files.size(file) > Files.size(largest) ? file : largest;
        }
        return largest;
    }

    /** The object of a segment behind the backup, with others behind it. */
    private static String middle(Site site) throws Exception {
        List<String> all = StoredWal.complete(site.objects());
        return all.get(all.size() - 3);
    }
}
