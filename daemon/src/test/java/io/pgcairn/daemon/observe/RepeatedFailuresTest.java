package io.pgcairn.daemon.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class RepeatedFailuresTest {
    private final LoggerContext context = new LoggerContext();
    private final Logger logger = context.getLogger("io.pgcairn.wal");
    private final ListAppender<ILoggingEvent> written = new ListAppender<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final RepeatedFailures failures = new RepeatedFailures(written, () -> now);

    @BeforeEach
    void start() {
        context.setMDCAdapter(MDC.getMDCAdapter());
        written.setContext(context);
        written.start();
        failures.setContext(context);
        failures.start();
        logger.addAppender(failures);
    }

    @Test
    void a_server_that_is_down_for_hours_gives_few_lines_and_one_within_every_hour() {
        Instant begin = now;
        for (int i = 0; i < 8 * 240; i++) {
            fail("main", "connection refused");
            pass(Duration.ofSeconds(15));
        }

        List<Map<String, Object>> lines = lines();
        assertTrue(lines.size() > 8 && lines.size() <= 24, "lines: " + lines.size());
        Instant last = begin;
        for (Map<String, Object> line : lines) {
            Instant at = Instant.parse(String.valueOf(line.getOrDefault("until", begin)));
            assertTrue(Duration.between(last, at).compareTo(Duration.ofMinutes(31)) < 0, last + " to " + at);
            last = at;
        }
    }

    @Test
    void nothing_is_lost_in_the_sum() {
        for (int i = 0; i < 1000; i++) {
            fail("main", "connection refused");
            pass(Duration.ofSeconds(7));
        }
        failures.stop();

        long summed = lines().stream()
                .mapToLong(line -> line.get("repeated") instanceof Number times ? times.longValue() : 1)
                .sum();
        assertEquals(1000, summed);
    }

    @Test
    void a_failure_that_ends_is_summed_up_and_the_next_one_is_new() {
        for (int i = 0; i < 5; i++) {
            fail("main", "connection refused");
        }
        assertEquals(1, lines().size());
        pass(Duration.ofMinutes(11));
        failures.sweep();

        Map<String, Object> end = lines().get(1);
        assertEquals(4L, end.get("repeated"));
        assertEquals("2026-01-01T00:00:00Z", end.get("since"));
        assertEquals("main", end.get("cluster"));
        assertEquals("connection refused", end.get("error"));
        fail("main", "connection refused");
        assertEquals(3, lines().size());
        assertTrue(!lines().get(2).containsKey("repeated"), lines().toString());
    }

    @Test
    void other_clusters_causes_levels_and_words_are_other_failures() {
        fail("main", "connection refused");
        fail("other", "connection refused");
        fail("main", "password authentication failed");
        logger.atWarn().addKeyValue("cluster", "main").log("WAL intake failed");
        logger.atError().addKeyValue("cluster", "main").log("backup 20260101T000000Z failed: disk full");
        logger.atError().addKeyValue("cluster", "main").log("backup 20260101T000000Z failed: no such file");
        logger.error("it broke", new IllegalStateException("a"));
        logger.error("it broke", new IllegalArgumentException("a"));
        assertEquals(8, lines().size());

        logger.atError().addKeyValue("cluster", "main").log("backup 20260102T013000Z failed: disk full");
        logger.atError()
                .addKeyValue("cluster", "main")
                .addKeyValue("attempt", 9)
                .log("it broke at 000000010000000000000003");
        logger.atError()
                .addKeyValue("cluster", "main")
                .addKeyValue("attempt", 10)
                .log("it broke at 000000010000000000000004");
        assertEquals(9, lines().size(), "numbers do not make it another failure");
    }

    @Test
    void another_code_in_the_words_or_the_cause_is_another_failure_at_every_level() {
        fail("main", "the store answers 503");
        fail("main", "the store answers 403");
        for (String error : List.of("errno 5", "errno 28", "errno 28")) {
            logger.atWarn().addKeyValue("error", error).log("a copy failed");
        }
        logger.warn("it broke", new IllegalStateException("out", new IllegalStateException("refused")));
        logger.warn("it broke", new IllegalStateException("out", new IllegalStateException("no such host")));
        logger.warn("not known: {}", "refused");
        logger.warn("not known: {}", "forbidden");
        assertEquals(8, lines().size());
    }

    @Test
    void positions_moments_and_ports_are_no_other_failure() {
        fail("main", "at 0/1A2B3C on 2026-01-01T00:00:00.5Z at 01:02:03.456 by 127.0.0.1:45678");
        fail("main", "at 1F/20 on 2026-03-02T10:20:30Z at 21:02:04.1 by 127.0.0.1:5678");
        assertEquals(1, lines().size());
    }

    @Test
    void counts_in_the_words_are_no_other_failure() {
        for (int i = 1; i < 120; i += 7) {
            logger.warn("{} more requests were not let in; the last one: refused", i);
            fail("main", "no answer within " + i + " s");
            fail("main", "pack 0001 has " + i + " of " + 2 * i + " bytes");
            fail(
                    "main",
                    "attempt " + i + " failed, " + i + " segments wait, the disk is " + i / 2 + "." + i % 10
                            + " % full");
            fail("main", "waited " + i + "ms for " + i + " KiB, tried " + i + " times (try " + i + ")");
        }
        assertEquals(5, lines().size());
    }

    @Test
    void codes_before_other_words_are_other_failures_still() {
        for (int code : List.of(1, 2, 28, 503, 403)) {
            fail("main", "the store answers " + code + " always");
            fail("main", "pg_dump ended with exit code " + code + " and says nothing");
            fail("main", "errno " + code + " of the disk");
            fail("main", "status " + code + " means no");
            fail("main", "answered with " + code + ": refused");
            fail("main", "the file base/" + code + "/" + code + " is damaged");
        }
        assertEquals(30, lines().size());
    }

    @Test
    void clusters_and_tiers_whose_names_are_numbers_are_told_apart() {
        for (String tier : List.of("1", "2")) {
            for (String cluster : List.of("7", "8")) {
                logger.atWarn()
                        .addKeyValue("cluster", cluster)
                        .addKeyValue("tier", tier)
                        .log("tier " + tier + " lacks 3 objects");
            }
        }
        assertEquals(4, lines().size());
    }

    @Test
    void gaps_and_contradictions_are_told_one_by_one() {
        for (int i = 0; i < 3; i++) {
            logger.atError()
                    .addKeyValue("cluster", "main")
                    .addKeyValue("from", "0/" + i)
                    .addKeyValue("to", "0/" + i + 1)
                    .log("WAL was removed");
            logger.atError()
                    .addKeyValue("segment", "00000001000000000000000" + i)
                    .log("split brain");
        }
        assertEquals(6, lines().size());
        failures.stop();
        assertEquals(6, lines().size());
    }

    @Test
    void what_is_no_failure_is_always_written() {
        for (int i = 0; i < 3; i++) {
            logger.info("segment stored");
        }
        assertEquals(3, lines().size());
    }

    @Test
    void the_context_of_the_thread_tells_clusters_apart_too() {
        for (String cluster : List.of("a", "b")) {
            try (MDC.MDCCloseable _ = MDC.putCloseable("cluster", cluster)) {
                logger.warn("a lease could not be renewed");
            }
        }
        assertEquals(2, lines().size());
        failures.stop();
        assertEquals(2, lines().size());
    }

    @Test
    void after_its_end_all_is_written_as_it_comes() {
        fail("main", "x");
        fail("main", "x");
        failures.pass();
        assertEquals(2, lines().size());
        fail("main", "x");
        fail("main", "x");
        assertEquals(4, lines().size());
    }

    @Test
    void more_failures_than_it_can_know_are_written_all_the_same() {
        for (int i = 0; i < 3000; i++) {
            logger.atError().addKeyValue("cluster", "c" + i).log("it broke");
            logger.atError().addKeyValue("cluster", "c" + i).log("it broke");
        }
        failures.stop();
        assertEquals(6000, lines().size());
    }

    private void fail(String cluster, String cause) {
        logger.atError()
                .addKeyValue("cluster", cluster)
                .addKeyValue("error", cause)
                .log("WAL intake failed");
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    private List<Map<String, Object>> lines() {
        return written.list.stream().map(LogFields::of).toList();
    }
}
