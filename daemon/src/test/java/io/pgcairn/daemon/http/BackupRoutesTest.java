package io.pgcairn.daemon.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackupRoutesTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** What the running backup is to do next. */
    private interface Step {
        Optional<String> take(BackupRunner.Progress progress) throws CairnException;
    }

    private final BlockingQueue<Step> steps = new LinkedBlockingQueue<>();
    private final BackupJobs jobs =
            new BackupJobs(this::run, Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC));
    private final Router router = new Router(new OneCluster().with(jobs), () -> "");
    private final Access access = OpenAccess.make();

    private String run(BackupOrder order, BackupRunner.Progress progress) throws CairnException, InterruptedException {
        while (true) {
            Optional<String> id = steps.take().take(progress);
            if (id.isPresent()) {
                return id.get();
            }
        }
    }

    @AfterEach
    void close() {
        jobs.close();
    }

    private Reply post(String body) {
        return router.answer(
                new HttpCall(
                        "POST",
                        "/v1/clusters/main/backups",
                        "localhost:7411",
                        false,
                        body.getBytes(StandardCharsets.UTF_8)),
                access);
    }

    private static Map<String, Object> json(Reply reply) {
        try {
            byte[] bytes = new byte[reply.body().remaining()];
            reply.body().duplicate().get(bytes);
            return JSON.std.mapFrom(bytes);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Map<String, Object> job(String id) {
        Reply reply = router.answer(
                new HttpCall("GET", "/v1/clusters/main/backups/" + id, "localhost", false, new byte[0]), access);
        assertEquals(200, reply.status());
        return json(reply);
    }

    private Map<String, Object> await(String id, Predicate<Map<String, Object>> condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Map<String, Object> job = job(id);
            if (condition.test(job)) {
                return job;
            }
            assertTrue(System.nanoTime() < end, "waited in vain: " + job);
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static Predicate<Map<String, Object>> is(String field, Object value) {
        return job -> Objects.equals(job.get(field), value);
    }

    private String started(Reply reply) {
        assertEquals(202, reply.status());
        String id = String.valueOf(json(reply).get("job"));
        assertEquals("/v1/clusters/main/backups/" + id, reply.headers().get("Location"));
        return id;
    }

    @Test
    void a_backup_is_followed_from_its_start_to_its_commit() {
        String id = started(post("{\"note\": \"before the upgrade\"}"));
        assertEquals("running", job(id).get("state"));
        assertEquals("before the upgrade", job(id).get("note"));
        steps.add(progress -> {
            progress.report(10, 100);
            return Optional.empty();
        });
        Map<String, Object> running = await(id, is("done_bytes", 10));
        assertEquals(100, running.get("total_bytes"));
        steps.add(_ -> Optional.of("20260102T030405Z"));
        Map<String, Object> done = await(id, is("state", "committed"));
        assertEquals("20260102T030405Z", done.get("backup"));
    }

    @Test
    void a_second_one_is_refused_while_one_runs() {
        String id = started(post(""));
        Reply busy = post("");
        assertEquals(409, busy.status());
        assertEquals("backup_busy", json(busy).get("error"));
        assertTrue(String.valueOf(json(busy).get("message")).contains(id));
        steps.add(_ -> Optional.of("done"));
        await(id, is("state", "committed"));
        String next = started(post("{}"));
        assertFalse(next.equals(id));
    }

    @Test
    void a_failure_tells_fault_hint_and_exit_code() {
        String id = started(post(""));
        steps.add(_ -> {
            throw new ListenFailure("the store is full", "make room", null);
        });
        Map<String, Object> failed = await(id, is("state", "failed"));
        assertEquals("configuration", failed.get("error"));
        assertEquals("the store is full", failed.get("message"));
        assertEquals("make room", failed.get("hint"));
        assertEquals(Fault.CONFIGURATION.exitCode(), failed.get("exit_code"));
    }

    @Test
    void a_bug_in_the_backup_is_a_failure_too() {
        String id = started(post(""));
        steps.add(_ -> {
            throw new IllegalStateException("a bug");
        });
        assertEquals("internal", await(id, is("state", "failed")).get("error"));
    }

    @Test
    void remembers_the_last_jobs_only() throws Exception {
        String first = started(post(""));
        String last = first;
        for (int i = 0; i < 32; i++) {
            steps.add(_ -> Optional.of("done"));
            await(last, is("state", "committed"));
            last = started(post(""));
        }
        assertTrue(jobs.find(first).isEmpty());
        assertTrue(jobs.find(last).isPresent());
    }

    @Test
    void a_stop_fails_the_running_backup() {
        String id = started(post(""));
        jobs.close();
        assertEquals("backup_failed", await(id, is("state", "failed")).get("error"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "[]",
                "{\"note\": 5}",
                "{\"note\": \"a\", \"more\": 1}",
                "{\"other\": 1}",
                "{",
                "{\"name\": \"a b\"}",
                "{\"name\": \"20261121T083112.005Z\"}",
                "{\"name\": 7}",
                "{\"hold\": \"soon\"}",
                "{\"hold\": \"0d\"}",
                "{\"hold\": true}"
            })
    void another_body_is_refused(String body) {
        assertEquals(400, post(body).status());
    }

    @Test
    void web_pages_may_not_start_one() {
        HttpCall page = new HttpCall("POST", "/v1/clusters/main/backups", "localhost", true, new byte[0]);
        assertEquals(403, router.answer(page, access).status());
        HttpCall rebound = new HttpCall("POST", "/v1/clusters/main/backups", "evil.example", false, new byte[0]);
        assertEquals(403, router.answer(rebound, access).status());
    }

    @Test
    void an_unknown_cluster_is_told() {
        HttpCall call = new HttpCall("POST", "/v1/clusters/other/backups", "localhost", false, new byte[0]);
        assertEquals("cluster_unknown", json(router.answer(call, access)).get("error"));
    }

    @Test
    void name_note_and_hold_are_taken() throws Exception {
        BackupOrder order = OrderBody.parse("{\"name\": \"before-migration\", \"note\": \"v7\", \"hold\": \"30d\"}"
                .getBytes(StandardCharsets.UTF_8));
        assertEquals("before-migration", order.name());
        assertEquals("v7", order.note());
        assertEquals(Optional.of(new BackupOrder.Pin(Optional.of(Duration.ofDays(30)))), order.pin());
        assertEquals(
                Optional.of(new BackupOrder.Pin(Optional.empty())),
                OrderBody.parse("{\"hold\": \"forever\"}".getBytes(StandardCharsets.UTF_8))
                        .pin());
        String id = started(post("{\"name\": \"x\"}"));
        assertEquals("x", job(id).get("name"));
    }

    @Test
    void a_scheduled_one_and_one_that_is_asked_for_keep_each_other_out() throws Exception {
        String id = started(post(""));
        assertThrows(BackupBusyException.class, () -> jobs.take(BackupOrder.PLAIN));
        steps.add(_ -> Optional.of("done"));
        await(id, is("state", "committed"));
        steps.add(_ -> {
            assertEquals(409, post("").status());
            return Optional.of("second");
        });
        assertEquals("second", jobs.take(BackupOrder.PLAIN));
        assertTrue(jobs.running().isEmpty());
    }

    @Test
    void none_begins_while_the_daemon_stops() {
        jobs.close();
        Reply stopping = post("");
        assertEquals(503, stopping.status());
        assertEquals("daemon_unreachable", json(stopping).get("error"));
        assertThrows(InterruptedException.class, () -> jobs.take(BackupOrder.PLAIN));
        assertTrue(jobs.running().isEmpty());
    }

    @Test
    void scheduled_ones_that_another_daemon_keeps_out_push_no_other_out_of_memory() throws Exception {
        String id = started(post(""));
        steps.add(_ -> Optional.of("done"));
        await(id, is("state", "committed"));
        for (int i = 0; i < 40; i++) {
            steps.add(_ -> {
                throw new BackupBusyException(JobKind.BACKUP, "elsewhere");
            });
            assertThrows(BackupBusyException.class, () -> jobs.take(BackupOrder.PLAIN));
        }
        assertEquals("committed", job(id).get("state"));
    }

    @Test
    void a_scheduled_one_that_fails_says_why_to_who_scheduled_it() {
        steps.add(_ -> {
            throw new ListenFailure("the store is full", "make room", null);
        });
        assertThrows(ListenFailure.class, () -> jobs.take(BackupOrder.PLAIN));
        assertTrue(jobs.running().isEmpty());
    }

    @Test
    void what_is_not_admitted_does_not_begin() {
        BackupJobs strict = new BackupJobs(
                new BackupRunner() {
                    @Override
                    public void admit(BackupOrder order) throws CairnException {
                        throw new ListenFailure("the name is taken", "choose another", null);
                    }

                    @Override
                    public String run(BackupOrder order, Progress progress) {
                        throw new AssertionError("it was not admitted");
                    }
                },
                Clock.systemUTC());
        assertThrows(ListenFailure.class, () -> strict.start(BackupOrder.PLAIN));
        assertThrows(ListenFailure.class, () -> strict.take(BackupOrder.PLAIN));
        assertTrue(strict.running().isEmpty());
    }

    @Test
    void the_busy_error_is_typed() throws Exception {
        jobs.start(BackupOrder.PLAIN);
        assertThrows(BackupBusyException.class, () -> jobs.start(BackupOrder.PLAIN));
    }
}
