package io.pgcairn.daemon.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.instance.ClusterOptions;
import io.pgcairn.daemon.instance.ServerInstance;
import io.pgcairn.daemon.testing.TestPostgres;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A daemon under a supervisor: from its start over changes of its configuration to its end. */
class ReloadIT {
    private static final String HALF_A_SECOND = "4000000";

    @Test
    void clusters_come_and_go_while_another_streams_on() throws Exception {
        try (TestPostgres postgres = TestPostgres.major(14)) {
            ServerInstance server = postgres.running(ClusterOptions.DEFAULT.withWalSegmentMegabytes(1), Map.of());
            Site site = Site.make(postgres.directory().resolve("site"), server.uri());
            try (Supervised supervised = new Supervised(site, HALF_A_SECOND)) {
                int said = supervised.awaitSaid("that it is ready", 0, text -> text.startsWith("READY=1\n"));
                assertEquals(1, said, "nothing is said before it is ready");
                assertTrue(
                        supervised.said().getFirst().contains("1 cluster: main streaming"),
                        supervised.said()::toString);
                assertEquals(200, supervised.daemon().status("/healthz"), "it listens when it is ready");
                String sender = walSenders(server);

                said = addCluster(site, supervised, server, said);
                said = breakAndMend(site, supervised, said);
                removeCluster(site, supervised, said);

                assertEquals(sender, walSenders(server), "the connection of the untouched cluster");
                writeAndAwait(supervised, server);
                assertEquals(1, supervised.logged("msg=\"streaming WAL\" cluster=main"));
                requireGoodEnd(supervised);
            }
        }
    }

    private static String walSenders(ServerInstance server) throws Exception {
        return Sql.of(server)
                .ask("SELECT string_agg(pid::text, ',') FROM pg_stat_replication WHERE application_name = 'pgcairn'");
    }

    private static int addCluster(Site site, Supervised supervised, ServerInstance server, int said) throws Exception {
        Files.writeString(site.config(), withOther(site, server));
        int now = supervised.reload(said);
        Eventually.is(
                "the new cluster is served",
                Host.LIMIT,
                () -> supervised
                        .daemon()
                        .get("/metrics")
                        .body()
                        .contains("pgcairn_wal_connected{cluster=\"other\"} 1"));
        supervised.awaitSaid("how both stand", now, text -> text.contains("2 clusters: main streaming"));
        return now;
    }

    /** Another cluster on the same server is a stranger's to it: a slot of its own, a store of its own. */
    private static String withOther(Site site, ServerInstance server) {
        return site.configuration()
                + """
                  other:
                    postgres: { uri: "%s?application_name=other" }
                    encryption: { enabled: false }
                    backup: { schedule: never }
                    tiers:
                      - { name: elsewhere, store: "file://%s" }
                """.formatted(server.uri(), site.directory().resolve("other"));
    }

    private static int breakAndMend(Site site, Supervised supervised, int said) throws Exception {
        String right = Files.readString(site.config());
        double before = supervised.metric("pgcairn_config_last_reload_timestamp_seconds");
        Files.writeString(site.config(), right.replace("tiers:", "teirs:"));
        int now = supervised.reload(said);
        String status = supervised.said().get(now - 1);
        assertTrue(status.contains("STATUS=reload failed: ") && status.contains("2 clusters"), status);
        assertEquals(0, supervised.metric("pgcairn_config_last_reload_success"));
        assertEquals(before, supervised.metric("pgcairn_config_last_reload_timestamp_seconds"));
        assertEquals(1, supervised.logged("the configuration could not be read anew"));

        // A key that cannot be used is found by opening, and changes nothing either.
        Files.writeString(
                site.config(),
                right.replace("wal: { tail: { interval: 300ms } }", "wal: { parallel: 1 }")
                        .replace("identity.txt", "nowhere.txt"));
        now = supervised.reload(now);
        assertTrue(supervised.said().get(now - 1).contains("STATUS=reload failed: "), supervised.said()::toString);

        Files.writeString(site.config(), right);
        now = supervised.reload(now);
        assertFalse(supervised.said().get(now - 1).contains("failed"), supervised.said()::toString);
        assertEquals(1, supervised.metric("pgcairn_config_last_reload_success"));
        assertTrue(supervised.metric("pgcairn_config_last_reload_timestamp_seconds") > before);
        return now;
    }

    private static void removeCluster(Site site, Supervised supervised, int said) throws Exception {
        Files.writeString(site.config(), site.configuration());
        supervised.reload(said);
        String metrics = supervised.daemon().get("/metrics").body();
        assertFalse(metrics.contains("cluster=\"other\""), "figures of a cluster that is gone");
        assertTrue(metrics.contains("cluster=\"main\""), "figures of the one that stays");
        HttpResponse<String> wal = supervised.daemon().get("/clusters/other/wal/000000010000000000000001");
        assertEquals(503, wal.statusCode(), "the next reload may bring it back, so a restore is to wait");
        assertEquals(
                "cluster_removed", wal.headers().firstValue("Pgcairn-Retry").orElse(""));
        assertEquals(404, supervised.daemon().status("/clusters/never/wal/000000010000000000000001"));
        assertEquals(1, supervised.logged("removed=[other]"));
    }

    private static void writeAndAwait(Supervised supervised, ServerInstance server) throws Exception {
        double segments = supervised.metric("pgcairn_wal_segments_stored_total");
        Sql.of(server).run("CREATE TABLE late AS SELECT 1 AS row", "SELECT pg_switch_wal()");
        Eventually.is(
                "a segment that was written after all reloads is stored",
                Host.LIMIT,
                () -> supervised.metric("pgcairn_wal_segments_stored_total") > segments);
    }

    private static void requireGoodEnd(Supervised supervised) throws Exception {
        long alive = supervised.signsOfLife();
        Eventually.is("the watchdog is fed", Host.LIMIT, () -> supervised.signsOfLife() > alive);
        supervised.daemon().signal("TERM");
        // A second signal, as of an impatient operator, does not break off what the first began.
        assertEquals(0, supervised.daemon().terminate(Host.LIMIT));
        Eventually.is(
                "the last that it says is that it stops; it said " + supervised.said(),
                Host.LIMIT,
                () -> supervised.said().getLast().startsWith("STOPPING=1\n"));
    }
}
