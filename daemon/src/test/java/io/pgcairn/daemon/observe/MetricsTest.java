package io.pgcairn.daemon.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.Tags;
import io.pgcairn.storage.RetryListener;
import io.pgcairn.storage.StoreUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetricsTest {
    private final Metrics metrics = new Metrics();

    @AfterEach
    void close() {
        metrics.close();
    }

    @Test
    void figures_of_wal_have_their_names_and_follow_their_source() {
        FakeFigures figures = new FakeFigures()
                .set("receivedBytes", 10)
                .set("connected", 1)
                .set("durableLagBytes", 4096)
                .set("durableLag", 1.5)
                .set("lastDurable", 1_795_424_400)
                .set("segmentsStored", 3)
                .set("tailsStored", 7);
        metrics.wal("main", figures);

        assertEquals(
                List.of(
                        "pgcairn_wal_connected{cluster=\"main\"} 1.0",
                        "pgcairn_wal_contradictions_total{cluster=\"main\"} 0.0",
                        "pgcairn_wal_disconnected_seconds{cluster=\"main\"} 0.0",
                        "pgcairn_wal_durable_lag_bytes{cluster=\"main\"} 4096.0",
                        "pgcairn_wal_durable_lag_seconds{cluster=\"main\"} 1.5",
                        "pgcairn_wal_gaps{cluster=\"main\"} 0.0",
                        "pgcairn_wal_last_durable_timestamp_seconds{cluster=\"main\"} 1.7954244E9",
                        "pgcairn_wal_received_bytes_total{cluster=\"main\"} 10.0",
                        "pgcairn_wal_segments_stored_total{cluster=\"main\"} 3.0",
                        "pgcairn_wal_tails_stored_total{cluster=\"main\"} 7.0"),
                samples("pgcairn_wal").toList());
        figures.set("receivedBytes", 30);
        assertTrue(samples("pgcairn_wal_received").anyMatch(line -> line.endsWith(" 30.0")));
    }

    @Test
    void clusters_are_told_apart() {
        metrics.wal("a", new FakeFigures().set("receivedBytes", 1));
        metrics.wal("b", new FakeFigures().set("receivedBytes", 2));

        assertEquals(2, samples("pgcairn_wal_received_bytes_total").count());
    }

    @Test
    void a_backup_that_never_was_has_no_time() {
        metrics.backups("main", List.of("full"), new FakeFigures().set("failures", 2));

        assertTrue(metrics.scrape().contains("pgcairn_backup_failures_total{cluster=\"main\"} 2.0"));
        assertEquals(
                List.of("pgcairn_backup_last_success_timestamp_seconds{cluster=\"main\",type=\"full\"} NaN"),
                samples("pgcairn_backup_last").toList());
    }

    @Test
    void a_gauge_of_the_callers_own_survives_a_collection_of_garbage() {
        metrics.gauge("pgcairn.own", "own", Tags.empty(), () -> 5);
        System.gc();

        assertEquals(List.of("pgcairn_own 5.0"), samples("pgcairn_own").toList());
    }

    @Test
    void memory_of_the_heap_and_of_direct_buffers_is_told() {
        String scraped = metrics.scrape();

        assertTrue(scraped.contains("jvm_memory_used_bytes{area=\"heap\""), scraped);
        assertTrue(scraped.contains("jvm_buffer_memory_used_bytes{id=\"direct\""), scraped);
        assertFalse(scraped.contains("pgcairn_"), "nothing is told that nobody produces");
    }

    @Test
    void a_drill_that_never_was_has_no_time() {
        FakeFigures drills = new FakeFigures().set("failures", 3).set("isRunning", 1);
        metrics.drills("main", drills);

        assertTrue(metrics.scrape().contains("pgcairn_drill_duration_seconds{cluster=\"main\"} NaN"));
        drills.set("lastSuccess", 7).set("lastDuration", 12.5);
        assertEquals(
                List.of(
                        "pgcairn_drill_duration_seconds{cluster=\"main\"} 12.5",
                        "pgcairn_drill_failed{cluster=\"main\"} 0.0",
                        "pgcairn_drill_failures_total{cluster=\"main\"} 3.0",
                        "pgcairn_drill_last_failure_timestamp_seconds{cluster=\"main\"} NaN",
                        "pgcairn_drill_last_success_timestamp_seconds{cluster=\"main\"} 7.0",
                        "pgcairn_drill_running{cluster=\"main\"} 1.0"),
                samples("pgcairn_drill").toList());
    }

    @Test
    void a_cluster_that_is_retired_has_no_meters_and_may_come_back_with_other_figures() {
        Metrics first = metrics.staged();
        first.wal("a", new FakeFigures().set("receivedBytes", 1));
        metrics.wal("b", new FakeFigures().set("receivedBytes", 2));
        assertFalse(metrics.scrape().contains("cluster=\"a\""), "a is staged");
        first.enter("a");
        Metrics second = metrics.staged();
        second.wal("a", new FakeFigures().set("receivedBytes", 5));
        assertEquals(
                List.of(
                        "pgcairn_wal_received_bytes_total{cluster=\"a\"} 1.0",
                        "pgcairn_wal_received_bytes_total{cluster=\"b\"} 2.0"),
                samples("pgcairn_wal_received").toList());
        first.retire("a");
        System.gc();

        assertFalse(metrics.scrape().contains("cluster=\"a\""), "a is retired");
        assertTrue(samples("pgcairn_wal_received").anyMatch(line -> line.endsWith(" 2.0")));
        second.enter("a");
        assertTrue(samples("pgcairn_wal_received").anyMatch(line -> line.endsWith(" 5.0")));
    }

    @Test
    void what_a_retired_cluster_asks_of_its_store_as_it_ends_is_not_counted() {
        Metrics first = metrics.staged();
        StoreObserver asked = first.observer("a", "near");
        RetryListener retried = first.retries("a", "near");
        first.enter("a");
        asked.requested("put", "ok", Duration.ofMillis(3));
        assertTrue(samples("pgcairn_store_requests").anyMatch(line -> line.endsWith(" 1.0")));
        first.retire("a");
        asked.requested("put", "ok", Duration.ofMillis(3));
        retried.retried("put", new StoreUnavailableException("no answer", "wait", null));

        assertEquals(List.of(), samples("pgcairn_store").toList());
    }

    @Test
    void a_reload_that_failed_is_told() {
        metrics.configReload(new ReloadFigures() {
            @Override
            public boolean isLastSuccess() {
                return false;
            }

            @Override
            public Instant lastSuccess() {
                return Instant.ofEpochSecond(9);
            }
        });

        assertEquals(
                List.of("pgcairn_config_last_reload_success 0.0", "pgcairn_config_last_reload_timestamp_seconds 9.0"),
                samples("pgcairn_config").toList());
    }

    private Stream<String> samples(String prefix) {
        return metrics.scrape().lines().filter(line -> line.startsWith(prefix));
    }

    @Test
    void a_backup_that_is_late_says_by_how_much() {
        metrics.schedule("main", "backup", new FakeFigures().set("next", 100).set("overdue", 90));
        String text = metrics.scrape();
        assertTrue(text.contains("pgcairn_backup_next_timestamp_seconds{cluster=\"main\"} 100.0"), text);
        assertTrue(text.contains("pgcairn_backup_overdue_seconds{cluster=\"main\"} 90.0"), text);
    }

    @Test
    void what_a_tier_lacks_is_computed_when_it_is_scraped() {
        FakeFigures figures = new FakeFigures()
                .set("lagBytes", 7)
                .set("lagAge", 2)
                .set("replicatedBytes", 11)
                .set("replicatedObjects", 12)
                .set("failures", 13)
                .set("lastSuccess", 14);
        try (Metrics metrics = new Metrics()) {
            metrics.tier("main", "far", figures);
            figures.set("lagBytes", 20);
            String text = metrics.scrape();
            for (String line : new String[] {
                "lag_bytes{LABELS} 20.0",
                "lag_objects{LABELS} NaN",
                "lag_seconds{LABELS} 2.0",
                "replicated_bytes_total{LABELS} 11.0",
                "replicated_objects_total{LABELS} 12.0",
                "failures_total{LABELS} 13.0",
                "last_success_timestamp_seconds{LABELS} 14.0"
            }) {
                String expected = "pgcairn_tier_" + line.replace("LABELS", "cluster=\"main\",tier=\"far\"");
                assertTrue(text.contains(expected), expected + " in " + text);
            }
        }
    }
}
