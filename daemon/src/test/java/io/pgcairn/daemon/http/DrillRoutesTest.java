package io.pgcairn.daemon.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DrillRoutesTest {
    private final BlockingQueue<BackupOrder.Drill> orders = new ArrayBlockingQueue<>(8);
    private final BackupJobs jobs = BackupJobs.ofDrills(
            (order, _) -> {
                orders.add(order.drill().orElseThrow());
                return "20260102T030405.000Z";
            },
            Clock.systemUTC());
    private final Router router = new Router(new OneCluster().withDrills(jobs), () -> "");

    @AfterEach
    void close() {
        jobs.close();
    }

    private Reply post(String body) {
        HttpCall call = new HttpCall(
                "POST", "/v1/clusters/main/drills", "localhost", false, body.getBytes(StandardCharsets.UTF_8));
        return router.answer(call, OpenAccess.make());
    }

    private BackupOrder.Drill ordered(String body) throws Exception {
        assertEquals(202, post(body).status(), body);
        BackupOrder.Drill order = orders.poll(2, TimeUnit.MINUTES);
        assertTrue(order != null, "nothing was ordered");
        jobs.awaitEnd(java.time.Duration.ofMinutes(2));
        return order;
    }

    @Test
    void a_drill_is_ordered_with_a_target_a_tier_and_the_wish_to_keep_it() throws Exception {
        assertEquals(BackupOrder.Drill.USUAL, ordered(""));
        assertEquals(
                new BackupOrder.Drill("2026-11-21T08:00:00Z", "far", true),
                ordered("{\"target\": \"2026-11-21T08:00:00Z\", \"tier\": \"far\", \"keep\": true}"));
        assertEquals(new BackupOrder.Drill("random", "", false), ordered("{\"target\": \"random\"}"));
    }

    @Test
    void what_a_drill_cannot_be_told_is_refused() {
        for (String body : new String[] {
            "{\"target\": \"yesterday\"}", "{\"directory\": \"/\"}", "{\"keep\": \"yes\"}", "{\"tier\": 1}", "[]", "x"
        }) {
            assertEquals(400, post(body).status(), body);
        }
    }

    @Test
    void a_moment_is_told_from_words() {
        assertEquals(Optional.empty(), new BackupOrder.Drill("latest", "", false).moment());
        assertEquals(
                Optional.of(Instant.parse("2026-11-21T08:00:00Z")),
                new BackupOrder.Drill("2026-11-21T08:00:00Z", "", false).moment());
        assertThrows(IllegalArgumentException.class, () -> new BackupOrder.Drill("soon", "", false));
    }
}
