package io.pgcairn.daemon.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.jr.ob.JSON;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class StatusRoutesTest {
    private static final Instant LAST = Instant.parse("2026-11-21T02:00:00Z");
    private static final Instant NEXT = Instant.parse("2026-11-22T02:00:00Z");
    private static final ClusterStatus STATUS = new ClusterStatus(
            new Readiness(true, "streaming"),
            new ClusterStatus.Wal(OptionalLong.of(12), Optional.empty(), Optional.empty()),
            Optional.of(new ClusterStatus.Backup(
                    "20261121T020000.000Z", "before-upgrade", LAST, LAST.plusSeconds(60), 1000, 100)),
            Optional.empty(),
            List.of(
                    new ClusterStatus.Job(
                            "backup",
                            "0 2 * * *",
                            "retrying",
                            Optional.of(LAST),
                            Optional.of(NEXT),
                            Duration.ofSeconds(90),
                            Optional.of(new ClusterStatus.Failure(
                                    NEXT, "the disk is full", "make room", 2, NEXT.plusSeconds(120)))),
                    new ClusterStatus.Job(
                            "dump",
                            "never",
                            "waiting",
                            Optional.empty(),
                            Optional.empty(),
                            Duration.ZERO,
                            Optional.empty())),
            List.of(),
            List.of());

    private final CountDownLatch end = new CountDownLatch(1);
    private final BackupJobs jobs = new BackupJobs(
            (_, progress) -> {
                progress.report(10, 100);
                end.await();
                return "done";
            },
            Clock.systemUTC());
    private final Router router = new Router(new OneCluster().with(jobs).with(STATUS), () -> "");

    private Reply get(String host) {
        return router.answer(new HttpCall("GET", "/v1/status", host, false, new byte[0]), OpenAccess.make());
    }

    @Test
    void tells_the_last_backup_what_is_next_and_what_failed() throws Exception {
        Reply reply = get("localhost:7411");
        assertEquals(200, reply.status());
        byte[] json = new byte[reply.body().remaining()];
        reply.body().get(json);
        assertEquals(JSON.std.mapFrom("""
                {"clusters": {"main": {
                  "ready": true, "state": "streaming", "lag_bytes": 12,
                  "last_backup": {"id": "20261121T020000.000Z", "name": "before-upgrade",
                    "started": "2026-11-21T02:00:00Z", "stopped": "2026-11-21T02:01:00Z",
                    "plain_bytes": 1000, "stored_bytes": 100},
                  "jobs": [
                    {"name": "backup", "schedule": "0 2 * * *", "state": "retrying",
                     "last": "2026-11-21T02:00:00Z", "next": "2026-11-22T02:00:00Z", "overdue_seconds": 90,
                     "failure": {"at": "2026-11-22T02:00:00Z", "message": "the disk is full", "hint": "make room",
                       "attempts": 2, "next_try": "2026-11-22T02:02:00Z"}},
                    {"name": "dump", "schedule": "never", "state": "waiting", "overdue_seconds": 0}],
                  "alarms": []}}}
                """), JSON.std.mapFrom(json));
    }

    @Test
    void tells_of_a_backup_that_is_being_taken() throws Exception {
        try {
            BackupJob job = jobs.start(new BackupOrder("x", "", Optional.empty()));
            assertEquals(Optional.of(job.id()), jobs.running().map(BackupJob::id));
            byte[] json = get("localhost").body().array();
            Map<?, ?> main = object(object(JSON.std.mapFrom(json), "clusters"), "main");
            assertEquals(job.id(), object(main, "running_backup").get("job"));
        } finally {
            end.countDown();
        }
    }

    @Test
    void is_not_for_web_pages_of_others() {
        assertEquals(403, get("evil.example").status());
    }

    private static Map<?, ?> object(Map<?, ?> in, String field) {
        return in.get(field) instanceof Map<?, ?> map ? map : Map.of();
    }
}
