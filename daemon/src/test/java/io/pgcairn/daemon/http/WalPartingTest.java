package io.pgcairn.daemon.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.jr.ob.JSON;
import io.pgcairn.daemon.fault.Fault;
import io.pgcairn.daemon.http.ClusterDesk.Parting;
import io.pgcairn.daemon.restore.WalAnswer;
import io.pgcairn.daemon.restore.WalFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a restore is told of a cluster that goes: to ask again, and never a thing that ends it. */
class WalPartingTest {
    private static final String PATH = "/clusters/main/wal/000000010000000000000003";
    private static final WalAnswer CLOSED = new WalAnswer.Unavailable(Fault.INTERNAL, "the store is closed", "wait");

    private final Access access = OpenAccess.make();
    private WalDesk desk = (_, _, _) -> CLOSED;
    private Optional<Parting> parting = Optional.empty();
    private boolean isServed = true;

    private final Router router = new Router(new Directory(), () -> "");

    private final class Directory implements ClusterDesk.Directory {
        @Override
        public Map<String, ClusterDesk> clusters() {
            return isServed
                    ? new OneCluster()
                            .with((tier, lineage, name) -> desk.answer(tier, lineage, name))
                            .clusters()
                    : Map.of();
        }

        @Override
        public Optional<Parting> parting(String cluster) {
            return cluster.equals("main") ? parting : Optional.empty();
        }
    }

    private Reply get(String path) {
        return router.answer(new HttpCall("GET", path, "localhost", false, new byte[0]), access);
    }

    private static Object error(Reply reply) throws IOException {
        return JSON.std
                .mapFrom(StandardCharsets.UTF_8.decode(reply.body()).toString())
                .get("error");
    }

    private static void assertToBeAskedAgain(String error, Reply reply) throws IOException {
        assertEquals(503, reply.status());
        assertEquals(error, reply.headers().get("Pgcairn-Retry"));
        assertEquals("5", reply.headers().get("Retry-After"));
        assertEquals(error, error(reply));
    }

    @Test
    void while_the_daemon_stops_what_can_be_had_is_given_and_the_rest_is_to_be_asked_for_again() throws Exception {
        parting = Optional.of(Parting.STOPPING);
        desk = (_, _, _) -> new WalAnswer.Found(WalFiles.of(new byte[1], () -> {}));
        assertEquals(200, get(PATH).status());
        desk = (_, _, _) -> new WalAnswer.Absent("nothing there");
        assertEquals("proven", get(PATH).headers().get("Pgcairn-Absent"));
        desk = (_, _, _) -> CLOSED;
        assertToBeAskedAgain("stopping", get(PATH));
        desk = (_, _, _) -> {
            throw new IllegalStateException("the pool is closed");
        };
        assertToBeAskedAgain("stopping", get(PATH));
        isServed = false;
        assertToBeAskedAgain("stopping", get(PATH));
        assertEquals(404, get(PATH.replace("main", "other")).status());
    }

    @Test
    void a_cluster_that_a_reload_took_away_may_come_back() throws Exception {
        isServed = false;
        parting = Optional.of(Parting.REMOVED);
        assertToBeAskedAgain("cluster_removed", get(PATH));
        assertToBeAskedAgain("cluster_removed", get("/clusters/main/lineages/42/wal/00000002.history"));
        parting = Optional.empty();
        isServed = true;
        desk = (_, _, _) -> new WalAnswer.Absent("nothing there");
        assertEquals("proven", get(PATH).headers().get("Pgcairn-Absent"));
    }

    @Test
    void what_fails_or_is_unknown_in_a_cluster_that_stays_is_not_said_to_pass() throws Exception {
        Reply failed = get(PATH);
        assertEquals(503, failed.status());
        assertEquals(Optional.empty(), Optional.ofNullable(failed.headers().get("Pgcairn-Retry")));
        isServed = false;
        Reply unknown = get(PATH);
        assertEquals(404, unknown.status());
        assertEquals("cluster_unknown", error(unknown));
        assertEquals(Optional.empty(), Optional.ofNullable(unknown.headers().get("Pgcairn-Absent")));
    }

    @Test
    void a_daemon_that_stops_is_not_ready() {
        assertEquals(200, get("/readyz").status());
        parting = Optional.of(Parting.STOPPING);
        assertEquals(503, get("/readyz").status());
    }
}
