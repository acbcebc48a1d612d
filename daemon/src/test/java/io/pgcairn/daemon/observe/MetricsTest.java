package io.pgcairn.daemon.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
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
        AtomicLong received = new AtomicLong(10);
        metrics.wal("main", new Wal(received));

        assertEquals(
                List.of(
                        "pgcairn_wal_connected{cluster=\"main\"} 1.0",
                        "pgcairn_wal_durable_lag_bytes{cluster=\"main\"} 4096.0",
                        "pgcairn_wal_last_durable_timestamp_seconds{cluster=\"main\"} 1.7954244E9",
                        "pgcairn_wal_received_bytes_total{cluster=\"main\"} 10.0",
                        "pgcairn_wal_segments_stored_total{cluster=\"main\"} 3.0",
                        "pgcairn_wal_tails_stored_total{cluster=\"main\"} 7.0"),
                samples("pgcairn_wal").toList());
        received.set(30);
        assertTrue(samples("pgcairn_wal_received").anyMatch(line -> line.endsWith(" 30.0")));
    }

    @Test
    void clusters_are_told_apart() {
        metrics.wal("a", new Wal(new AtomicLong(1)));
        metrics.wal("b", new Wal(new AtomicLong(2)));

        assertEquals(2, samples("pgcairn_wal_received_bytes_total").count());
    }

    @Test
    void a_backup_that_never_was_has_no_time() {
        metrics.backups("main", List.of("full", "incremental"), new BackupFigures() {
            @Override
            public Optional<Instant> lastSuccess(String type) {
                return type.equals("full") ? Optional.of(Instant.ofEpochSecond(100)) : Optional.empty();
            }

            @Override
            public long failures() {
                return 2;
            }
        });

        assertEquals(
                List.of(
                        "pgcairn_backup_failures_total{cluster=\"main\"} 2.0",
                        "pgcairn_backup_last_success_timestamp_seconds{cluster=\"main\",type=\"full\"} 100.0",
                        "pgcairn_backup_last_success_timestamp_seconds{cluster=\"main\",type=\"incremental\"} NaN"),
                samples("pgcairn_backup").toList());
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

    private Stream<String> samples(String prefix) {
        return metrics.scrape().lines().filter(line -> line.startsWith(prefix));
    }

    @Test
    void a_backup_that_is_late_says_by_how_much() {
        metrics.schedule("main", "backup", new ScheduleFigures() {
            @Override
            public Optional<Instant> next() {
                return Optional.of(Instant.ofEpochSecond(100));
            }

            @Override
            public Duration overdue() {
                return Duration.ofSeconds(90);
            }
        });
        String text = metrics.scrape();
        assertTrue(text.contains("pgcairn_backup_next_timestamp_seconds{cluster=\"main\"} 100.0"), text);
        assertTrue(text.contains("pgcairn_backup_overdue_seconds{cluster=\"main\"} 90.0"), text);
    }

    private record Wal(AtomicLong received) implements WalFigures {
        @Override
        public java.util.OptionalLong durableLagBytes() {
            return java.util.OptionalLong.of(4096);
        }

        @Override
        public Optional<Instant> lastDurable() {
            return Optional.of(Instant.ofEpochSecond(1_795_424_400));
        }

        @Override
        public long receivedBytes() {
            return received.get();
        }

        @Override
        public long segmentsStored() {
            return 3;
        }

        @Override
        public long tailsStored() {
            return 7;
        }

        @Override
        public boolean connected() {
            return true;
        }
    }

    @Test
    void what_a_tier_lacks_is_computed_when_it_is_scraped() {
        long[] bytes = {7};
        TierFigures figures = new TierFigures() {
            @Override
            public OptionalLong lagBytes() {
                return OptionalLong.of(bytes[0]);
            }

            @Override
            public OptionalLong lagObjects() {
                return OptionalLong.empty();
            }

            @Override
            public java.time.Duration lagAge() {
                return java.time.Duration.ofMillis(bytes[0] * 100);
            }

            @Override
            public long replicatedBytes() {
                return 11;
            }

            @Override
            public long replicatedObjects() {
                return 12;
            }

            @Override
            public long failures() {
                return 13;
            }

            @Override
            public Optional<Instant> lastSuccess() {
                return Optional.of(Instant.ofEpochSecond(14));
            }
        };
        try (Metrics metrics = new Metrics()) {
            metrics.tier("main", "far", figures);
            bytes[0] = 20;
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
