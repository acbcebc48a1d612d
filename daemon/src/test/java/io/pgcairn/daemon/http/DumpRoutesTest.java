package io.pgcairn.daemon.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import io.pgcairn.daemon.fault.Fault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DumpRoutesTest {
    private static final String LABEL = "20260102T030405.000Z";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final CountDownLatch end = new CountDownLatch(1);
    private final BackupJobs jobs = BackupJobs.ofDumps(
            (_, progress) -> {
                progress.report(5, 0);
                end.await();
                return LABEL;
            },
            Clock.systemUTC());
    private final Router router = new Router(new OneCluster().withDumps(jobs), () -> "");

    @AfterEach
    void close() {
        jobs.close();
    }

    private Reply call(String method, String path, String body) {
        HttpCall call = new HttpCall(method, path, "localhost", false, body.getBytes(StandardCharsets.UTF_8));
        return router.answer(call, OpenAccess.make());
    }

    private static Map<String, Object> json(Reply reply) throws IOException {
        byte[] bytes = new byte[reply.body().remaining()];
        reply.body().duplicate().get(bytes);
        return JSON.std.mapFrom(bytes);
    }

    @Test
    void a_dump_is_followed_to_its_commit_and_a_second_one_refused_meanwhile() throws Exception {
        Reply started = call("POST", "/v1/clusters/main/dumps", "");
        assertEquals(202, started.status());
        String path = "/v1/clusters/main/dumps/" + json(started).get("job");
        assertEquals(path, started.headers().get("Location"));
        Reply second = call("POST", "/v1/clusters/main/dumps", "");
        assertEquals(409, second.status());
        assertEquals(Fault.DUMP_BUSY.label(), json(second).get("error"));
        end.countDown();
        long limit = System.nanoTime() + PATIENCE.toNanos();
        Map<String, Object> job = json(call("GET", path, ""));
        while ("running".equals(job.get("state"))) {
            assertTrue(System.nanoTime() < limit, "waited in vain: " + job);
            LockSupport.parkNanos(1_000_000);
            job = json(call("GET", path, ""));
        }
        assertEquals("committed", job.get("state"));
        assertEquals(LABEL, job.get("dump"));
    }

    @Test
    void what_a_dump_cannot_have_and_what_is_not_there_is_refused() throws Exception {
        assertEquals(
                400,
                call("POST", "/v1/clusters/main/dumps", "{\"note\": \"x\"}").status());
        assertEquals(404, call("POST", "/v1/clusters/other/dumps", "").status());
        Reply unknown = call("GET", "/v1/clusters/main/dumps/none", "");
        assertEquals(404, unknown.status());
        assertEquals(Fault.DUMP_UNKNOWN.label(), json(unknown).get("error"));
        assertEquals(405, call("POST", "/v1/clusters/main/dumps/none", "").status());
    }
}
