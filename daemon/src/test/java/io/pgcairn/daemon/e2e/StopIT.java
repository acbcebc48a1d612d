package io.pgcairn.daemon.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.fault.Fault;
import io.pgcairn.daemon.instance.ClusterOptions;
import io.pgcairn.daemon.instance.ServerInstance;
import io.pgcairn.daemon.testing.TestPostgres;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a daemon ends: in good order whatever is under way, or at once with the exit code of what is wrong. */
class StopIT {
    private static final String WATCHDOG = "120000000";

    private static ServerInstance server(TestPostgres postgres) throws Exception {
        return postgres.running(ClusterOptions.DEFAULT.withWalSegmentMegabytes(1), Map.of());
    }

    /** The process gives up holding its end after 70 s, and would then end with the signal's code. */
    private static void requireGoodEnd(Supervised supervised) throws Exception {
        assertEquals(0, supervised.daemon().terminate(Host.LIMIT));
        supervised.awaitSaid("that it stops", 0, message -> message.startsWith("STOPPING=1\n"));
    }

    @Test
    void a_backup_under_way_is_broken_off_and_the_next_daemon_takes_one() throws Exception {
        try (TestPostgres postgres = TestPostgres.major(14)) {
            Site site = Site.make(
                    postgres.directory().resolve("site"), server(postgres).uri());
            String near = "    tiers:\n      - { name: near, store: \"file://" + site.store() + "\"%s }\n";
            Site slow = site.tiered(near.formatted(", upload_rate: 128KiB"));
            try (Supervised supervised = new Supervised(slow, WATCHDOG)) {
                supervised.daemon().ready();
                Host.require(0, slow.run("backup"));
                Eventually.is(
                        "a part of the backup is stored",
                        Host.LIMIT,
                        () -> Site.files(slow.store()).stream().anyMatch(name -> name.contains("/pack/")));
                requireGoodEnd(supervised);
            }
            assertFalse(
                    Site.files(slow.store()).stream().anyMatch(name -> name.endsWith("/backup.json")),
                    "a backup that was broken off looks good");
            Site fast = site.tiered(near.formatted(""));
            try (Supervised supervised = new Supervised(fast, WATCHDOG)) {
                supervised.daemon().ready();
                Host.require(0, fast.run("backup", "--wait"));
            }
        }
    }

    @Test
    void a_store_that_hangs_does_not_hold_the_end_for_ever() throws Exception {
        try (TestPostgres postgres = TestPostgres.major(14);
                ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Site site = Site.make(
                    postgres.directory().resolve("site"), server(postgres).uri());
            Files.writeString(site.directory().resolve("key"), "key");
            site = site.tiered("""
                        ack: [near, far]
                        tiers:
                          - { name: near, store: "file://%1$s/store" }
                          - name: far
                            store: "s3://bucket"
                            timeout: 1h
                            options:
                              endpoint: http://127.0.0.1:%2$d
                              access_key_file: %1$s/key
                              secret_key_file: %1$s/key
                    """.formatted(site.directory(), silent.getLocalPort()));
            try (Supervised supervised = new Supervised(site, WATCHDOG)) {
                supervised.daemon().serving();
                silent.setSoTimeout((int) Host.LIMIT.toMillis());
                silent.accept();
                requireGoodEnd(supervised);
            }
        }
    }

    @Test
    void what_a_restart_cannot_mend_ends_it_before_it_is_ready_and_a_taken_port_has_a_code_of_its_own(
            @TempDir Path directory) throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Site site = Site.make(directory.resolve("site"), "postgresql://postgres@127.0.0.1:1/postgres");
            String right = site.configuration();
            requireEnd(site, Fault.CONFIGURATION, right.replace("tiers:", "teirs:"), "teirs");
            requireEnd(site, Fault.KEY_UNUSABLE, right.replace("identity.txt", "nowhere.txt"), "nowhere.txt");
            requireEnd(
                    site,
                    Fault.LISTEN_FAILED,
                    right.replace("127.0.0.1:" + site.port(), "127.0.0.1:" + taken.getLocalPort()),
                    "cannot listen");
        }
    }

    private static void requireEnd(Site site, Fault fault, String configuration, String fragment) throws Exception {
        Files.writeString(site.config(), configuration);
        try (Supervised supervised = new Supervised(site, WATCHDOG)) {
            assertEquals(fault.exitCode(), supervised.daemon().exitCode(Host.LIMIT));
            Eventually.is("it says why", Host.LIMIT, () -> !supervised.said().isEmpty());
            assertEquals(1, supervised.said().size(), supervised.said()::toString);
            String said = supervised.said().getFirst();
            assertTrue(said.startsWith("STATUS=cannot start: ") && said.contains(fragment), said);
        }
    }
}
