package io.pgcairn.daemon.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.fault.Fault;
import io.pgcairn.daemon.restore.WalAnswer;
import io.pgcairn.daemon.restore.WalFiles;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What {@code /v1/openapi.json} says is what is answered. */
class OpenApiTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00.123Z");
    private static final ClusterStatus.Backup BACKUP =
            new ClusterStatus.Backup("20261121T020000.000Z", "before", NOON, NOON.plusSeconds(60), 1000, 100);

    /** With everything that a status can have. */
    private static final ClusterStatus FULL = new ClusterStatus(
            new Readiness(false, "connecting"),
            new ClusterStatus.Wal(OptionalLong.of(12), Optional.of(Duration.ofMillis(1500)), Optional.of(NOON)),
            Optional.of(BACKUP),
            Optional.of(new ClusterStatus.Drill(
                    NOON, Duration.ofSeconds(90), true, BACKUP.id(), Optional.of(NOON), "all rows are there")),
            List.of(
                    new ClusterStatus.Job(
                            "backup",
                            "0 2 * * *",
                            "retrying",
                            Optional.of(NOON),
                            Optional.of(NOON),
                            Duration.ofSeconds(3),
                            Optional.of(new ClusterStatus.Failure(NOON, "full", "make room", 2, NOON))),
                    new ClusterStatus.Job(
                            "dump",
                            "never",
                            "waiting",
                            Optional.empty(),
                            Optional.empty(),
                            Duration.ZERO,
                            Optional.empty())),
            List.of(new ClusterStatus.Tier(
                    "near",
                    "file:///store",
                    true,
                    List.of(new ClusterStatus.Span(NOON, NOON.plusSeconds(5))),
                    List.of(BACKUP),
                    OptionalLong.of(5),
                    OptionalLong.of(0))),
            List.of(new ClusterStatus.Alarm(
                    ClusterStatus.Severity.CRITICAL, "PgcairnNoBackup", "there is none", "take one")));

    private final ApiSchema api = new ApiSchema();
    private final CountDownLatch end = new CountDownLatch(1);
    private final BackupJobs dumps = BackupJobs.ofDumps((_, _) -> "20261121T030000.000Z", Clock.systemUTC());
    private final BackupJobs backups = new BackupJobs(
            (_, progress) -> {
                progress.report(1, 2);
                end.await();
                return BACKUP.id();
            },
            Clock.systemUTC());
    private final BackupJobs drills = BackupJobs.ofDrills((_, _) -> "20261121T040000.000Z", Clock.systemUTC());
    private volatile WalAnswer wal = new WalAnswer.Absent("nothing there");
    private final OneCluster cluster = new OneCluster()
            .with((_, _, _) -> wal)
            .with(backups)
            .withDumps(dumps)
            .withDrills(drills)
            .with(FULL);
    private final Router router = new Router(cluster, () -> "pgcairn_up 1\n");
    private final Access access = OpenAccess.make();
    private final Set<String> seen = new HashSet<>();
    private final List<String> faults = new ArrayList<>();

    @AfterEach
    void close() {
        end.countDown();
        backups.close();
        dumps.close();
        drills.close();
    }

    @Test
    void every_route_is_described_and_nothing_else() {
        Set<String> served = new TreeSet<>();
        router.routes().forEach(route -> served.add(route.method() + " " + route.template()));
        assertEquals(served, api.operations());
    }

    @Test
    void it_is_told_which_routes_need_nobody_to_be_let_in() {
        for (Route route : router.routes()) {
            boolean isOpen = api.document()
                    .at("/paths/" + route.template().replace("/", "~1") + "/"
                            + route.method().toLowerCase(java.util.Locale.ROOT) + "/security")
                    .isEmpty();
            assertEquals(route.need() == Need.NOTHING, isOpen, route.template());
        }
    }

    @Test
    void the_document_is_served_whole() {
        Reply reply = call("GET", "/v1/openapi.json", "");
        assertEquals(200, reply.status());
        assertTrue(text(reply).startsWith("{\n  \"openapi\": \"3.1.0\""));
    }

    @Test
    void every_reply_is_as_described() {
        call("GET", "/healthz", "");
        call("GET", "/readyz", "");
        cluster.becomes(new Readiness(false, "connecting"));
        call("GET", "/readyz", "");
        call("GET", "/metrics", "");
        call("GET", "/v1/openapi.json", "");
        call("GET", "/v1/clusters", "");
        walReplies("/clusters/main/wal/X");
        walReplies("/clusters/main/lineages/42/wal/X");
        jobs("backups", "{\"name\": \"x\", \"note\": \"y\"}");
        call("GET", "/v1/status", "");
        call("GET", "/v1/clusters/main", "");
        call("GET", "/v1/clusters/other", "");
        end.countDown();
        jobs("dumps", "");
        jobs("drills", "{\"target\": \"latest\", \"tier\": \"near\", \"keep\": true}");
        call("GET", "/v1/clusters/main/backups", "");
        assertEquals(List.of(), faults);
        assertEquals(api.operations(), new TreeSet<>(seen), "all were asked");
    }

    private void walReplies(String path) {
        for (WalAnswer answer : List.<WalAnswer>of(
                new WalAnswer.Found(WalFiles.of(new byte[1], () -> {})),
                new WalAnswer.Absent("nothing there"),
                new WalAnswer.Gap("a gap", "look"),
                new WalAnswer.Contradicted("two", "choose"),
                new WalAnswer.AmbiguousLineage("several", "name one"),
                new WalAnswer.Unavailable(Fault.STORE_TIMEOUT, "no answer", "wait"),
                new WalAnswer.Malformed("no name"),
                new WalAnswer.UnknownTier("no such tier", "name one"),
                new WalAnswer.UnknownLineage("no such lineage", "name one"))) {
            wal = answer;
            call("GET", path, "").release().run();
        }
        call("GET", path + "?teir=x", "");
        call("GET", path.replace("main", "other"), "");
    }

    private void jobs(String kind, String body) {
        String path = "/v1/clusters/main/" + kind;
        Reply begun = call("POST", path, body);
        assertEquals(202, begun.status());
        call("POST", path, "{\"unknown\": 1}");
        call("POST", path.replace("main", "other"), "");
        call("GET", path, "");
        call("GET", path.replace("main", "other"), "");
        call("GET", String.valueOf(begun.headers().get("Location")), "");
        call("GET", path + "/none", "");
    }

    private Reply call(String method, String target, String body) {
        HttpCall call = new HttpCall(method, target, "localhost", false, body.getBytes(StandardCharsets.UTF_8));
        Route route = router.routes().stream()
                .filter(each -> each.method().equals(method) && each.isAt(call.path()))
                .findFirst()
                .orElseThrow();
        seen.add(method + " " + route.template());
        Reply reply = router.answer(call, access);
        faults.addAll(api.faults(route, reply));
        return reply;
    }

    @Test
    void a_reply_that_is_not_as_described_is_found() {
        Route status = router.routes().stream()
                .filter(route -> route.template().equals("/v1/status"))
                .findFirst()
                .orElseThrow();
        assertFalse(api.faults(status, Reply.text(200, "application/json", "{\"clusters\": 1}"))
                .isEmpty());
        assertFalse(api.faults(status, Reply.text(200, "application/json", """
                {"clusters": {"main": {"ready": true, "state": "x", "jobs": [], "alarms": [], "lagBytes": 1}}}
                """)).isEmpty());
        assertFalse(
                api.faults(status, Reply.text(299, "application/json", "{}")).isEmpty());
        assertNotEquals(List.of(), api.faults(status, Reply.text(200, "text/html", "")));
    }

    private static String text(Reply reply) {
        return StandardCharsets.UTF_8.decode(reply.body().duplicate()).toString();
    }
}
