package io.pgcairn.daemon.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.catalog.BackupRecord;
import io.pgcairn.daemon.catalog.RecoverableSpan;
import io.pgcairn.daemon.catalog.StoredRecords;
import io.pgcairn.daemon.postgres.TimelineHistory;
import io.pgcairn.daemon.postgres.TimelineId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DrillChoiceTest {
    private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");

    private static DrillChoice.Window window(long timeline, Instant from, Duration length) {
        TimelineHistory history = TimelineHistory.root(new TimelineId(timeline));
        BackupRecord backup = StoredRecords.backup(from, history, 3);
        return new DrillChoice.Window(
                new RecoverableSpan(history, backup, backup, backup.stopLsn(), Optional.empty(), false),
                from,
                from.plus(length));
    }

    @Test
    void every_chosen_moment_lies_in_its_window_and_every_window_is_chosen() {
        List<DrillChoice.Window> windows = List.of(
                window(1, START, Duration.ofHours(1)), window(2, START.plusSeconds(90_000), Duration.ofHours(3)));
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Set<DrillChoice.Window> seen = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            DrillChoice.Chosen chosen = DrillChoice.choose(windows, random);
            assertFalse(chosen.moment().isBefore(chosen.window().from()), "seed " + seed);
            assertFalse(chosen.moment().isAfter(chosen.window().to()), "seed " + seed);
            seen.add(chosen.window());
        }
        assertEquals(Set.copyOf(windows), seen, "seed " + seed);
    }

    @Test
    void a_window_of_a_microsecond_has_both_its_ends() {
        DrillChoice.Window window = window(1, START, Duration.ofNanos(1000));
        Set<Instant> seen = new HashSet<>();
        Random random = new Random(1);
        for (int i = 0; i < 100; i++) {
            seen.add(DrillChoice.choose(List.of(window), random).moment());
        }
        assertEquals(Set.of(window.from(), window.to()), seen);
        assertTrue(window.micros() == 1);
    }
}
