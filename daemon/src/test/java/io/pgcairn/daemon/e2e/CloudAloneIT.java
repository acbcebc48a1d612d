package io.pgcairn.daemon.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.Zstd;
import io.pgcairn.daemon.InProcess;
import io.pgcairn.daemon.testing.TestPostgres;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A cloud's store is the only tier; the host is lost, and comes back from it. */
class CloudAloneIT {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final byte[] SEAL = "age-encryption.org/v1\n".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path directory;

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void a_lost_host_comes_back_from_a_cloud_alone(CloudServer kind) throws Exception {
        try (Cloud cloud = kind.start(directory.resolve("cloud"));
                TestPostgres postgres = TestPostgres.of(kind.binaries());
                Host host = new Host(postgres)) {
            host.useTiers("[cloud]", cloud.tier("cloud", host.site().directory()));
            PlainText text = PlainText.write(host.server);
            host.backUp();
            host.ledger.writeSegment(20);
            Ledger.Mark mark = host.ledger.mark("the middle");
            host.ledger.during(() -> killDaemonInMidStream(host, cloud));
            String check = host.site().run("check").text();
            assertTrue(check.lines().anyMatch(line -> line.contains(cloud.proof())), check);
            TreeSet<Long> durable = host.ledger.acknowledged();
            host.ledger.awaitDurable();
            host.lose();

            StoredWal.requireWhole(cloud.names(), 1);
            String list = Host.require(0, host.site().run("list", "--json"));
            assertEquals(1, list.split("\"stop_lsn\"", -1).length - 1, list);
            Clone latest = host.restored("latest", "--target", "latest");
            if (kind.hasTools()) {
                new Oracles(kind.binaries(), postgres.directory()).verifyBackup(latest.data());
            }
            host.requireAtLeast(durable, host.recovered(latest));
            TreeSet<Long> middle = host.recovered(host.restored("time", "--target-time", mark.time()));
            assertEquals(mark.rows().last(), middle.last(), "the last row");
            host.requireAtLeast(mark.rows(), middle);
            requireSealed(host.site(), cloud, text);
            host.requireQuietLog("");
        }
    }

    private static void killDaemonInMidStream(Host host, Cloud cloud) throws Exception {
        awaitNewSegment(host, cloud);
        host.killDaemonAndStartAgain();
        awaitNewSegment(host, cloud);
    }

    private static void awaitNewSegment(Host host, Cloud cloud) throws Exception {
        int before = StoredWal.complete(cloud.names()).size();
        Eventually.is(
                "another segment is stored; the daemon's log is " + host.site().log(),
                LIMIT,
                () -> StoredWal.complete(cloud.names()).size() > before);
    }

    private static void requireSealed(Site site, Cloud cloud, PlainText text) throws Exception {
        TreeMap<String, byte[]> objects = cloud.objects();
        for (Map.Entry<String, byte[]> object : objects.entrySet()) {
            String name = object.getKey();
            byte[] bytes = object.getValue();
            assertFalse(text.isVisibleIn(bytes), () -> name + " holds plain bytes");
            boolean isSealed = Arrays.equals(bytes, 0, Math.min(bytes.length, SEAL.length), SEAL, 0, SEAL.length);
            assertTrue(
                    isSealed || name.matches(".*/((lineage|backup)|leases/.*)\\.json"), () -> name + " is not sealed");
        }
        assertTrue(objects.keySet().stream().anyMatch(name -> name.contains("/pack/")), "a pack was looked at");
        // Without the seal the search finds what it looks for: it could have failed.
        assertTrue(
                StoredWal.complete(objects.keySet()).stream().anyMatch(name -> text.isVisibleIn(unsealed(site, name))));
    }

    /** What a segment's object would be without the seal. */
    private static byte[] unsealed(Site site, String name) {
        InProcess.Answer plain = site.run("open", name);
        assertEquals(0, plain.exitCode(), plain::toString);
        return Zstd.compress(plain.out(), 1);
    }
}
