package io.pgcairn.daemon.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StoreHealthTest {
    private Instant now = Instant.ofEpochSecond(1_000_000);
    private final StoreHealth health = new StoreHealth(() -> now);

    private void requested(String op, String outcome, long afterSeconds) {
        now = now.plusSeconds(afterSeconds);
        health.requested(op, outcome);
    }

    @Test
    void it_fails_from_the_first_failure_to_the_last_until_one_is_answered() {
        requested("put", "unavailable", 0);
        requested("put", "timeout", 60);
        requested("put", "full", 60);
        assertEquals(Duration.ofSeconds(120), health.failingFor());
        requested("put", "ok", 1);
        assertEquals(Duration.ZERO, health.failingFor());
    }

    @Test
    void one_failure_that_nobody_repeats_is_no_outage() {
        requested("list", "timeout", 0);
        now = now.plusSeconds(100_000);
        assertEquals(Duration.ZERO, health.failingFor());
    }

    @Test
    void a_full_disk_that_still_reads_is_failing() {
        requested("put", "full", 0);
        requested("get", "ok", 30);
        requested("put", "full", 30);
        assertEquals(Duration.ofSeconds(60), health.failingFor());
    }

    @Test
    void what_is_missing_or_there_already_is_an_answer() {
        requested("head", "unavailable", 0);
        requested("head", "unavailable", 60);
        requested("head", "missing", 1);
        requested("put", "unavailable", 0);
        requested("put", "unavailable", 60);
        requested("put", "exists", 1);
        assertEquals(Duration.ZERO, health.failingFor());
    }

    @Test
    void a_store_that_lets_nothing_go_and_uploads_that_are_given_up_do_not_count() {
        requested("delete", "forbidden", 0);
        requested("delete", "forbidden", 600);
        requested("put", "abandoned", 0);
        requested("put", "abandoned", 600);
        assertEquals(Duration.ZERO, health.failingFor());
    }

    @Test
    void what_nobody_asks_for_any_more_ends_when_the_store_answers_others() {
        requested("get", "timeout", 0);
        requested("get", "timeout", 600);
        requested("put", "ok", 60);
        assertEquals(Duration.ofSeconds(600), health.failingFor());
        requested("put", "ok", 900);
        assertEquals(Duration.ZERO, health.failingFor());
        requested("get", "timeout", 1);
        assertEquals(Duration.ZERO, health.failingFor(), "it begins anew");
    }

    @Test
    void what_nobody_asks_for_stays_while_the_store_answers_nothing() {
        requested("put", "ok", 0);
        requested("get", "timeout", 1);
        requested("get", "timeout", 600);
        requested("put", "timeout", 2000);
        requested("put", "timeout", 1);
        assertEquals(Duration.ofSeconds(600), health.failingFor());
    }
}
