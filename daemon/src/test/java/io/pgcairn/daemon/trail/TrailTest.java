package io.pgcairn.daemon.trail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class TrailTest {
    @Test
    void a_thread_that_was_handed_the_trail_is_on_it_and_another_is_not() throws Exception {
        CompletableFuture<Map<String, String>> with = new CompletableFuture<>();
        CompletableFuture<String> without = new CompletableFuture<>();
        try (Trail.Step _ = Trail.cluster("main").with("backup", "b1").enter()) {
            Thread.ofVirtual().start(Trail.here().around(() -> with.complete(MDC.getCopyOfContextMap())));
            Thread.ofVirtual().start(() -> without.complete(String.valueOf(MDC.get("cluster"))));
        }

        assertEquals(Map.of("cluster", "main", "backup", "b1"), with.get(2, TimeUnit.MINUTES));
        assertEquals("null", without.get(2, TimeUnit.MINUTES));
    }

    @Test
    void work_on_a_trail_leaves_none_behind_even_if_it_fails() throws Exception {
        assertEquals(
                "main",
                Trail.cluster("main").aroundCall(() -> MDC.get("cluster")).call());
        try {
            Trail.cluster("main")
                    .around(() -> {
                        throw new IllegalStateException("boom");
                    })
                    .run();
        } catch (IllegalStateException e) {
            assertEquals("boom", e.getMessage());
        }
        assertNull(MDC.get("cluster"));
    }

    @Test
    void a_step_goes_back_to_where_the_thread_was() {
        try (Trail.Step _ = Trail.cluster("main").enter()) {
            try (Trail.Step _ = Trail.here().with("segment", "s").enter()) {
                assertEquals("s", MDC.get("segment"));
                assertEquals("main", MDC.get("cluster"));
            }
            assertNull(MDC.get("segment"));
            assertEquals("main", MDC.get("cluster"));
        }
    }
}
