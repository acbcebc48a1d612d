package io.pgcairn.daemon.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a DBA is told of a job that does not run, or does not end. Daily at 02:30 in Berlin, which is 01:30 UTC. */
class OverdueTest {
    private static final Instant DUE = Instant.parse("2026-01-15T01:30:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    private final Simulation simulation = new Simulation("2026-01-14T09:00:00Z", Simulation.daily(Optional.empty()));

    @Test
    void one_is_late_although_the_store_never_said_what_ran_last() throws Exception {
        simulation.work.hides = () -> true;
        JobState before = simulation.runUntil(DUE.minus(HOUR));
        assertEquals(Duration.ZERO, before.overdue(DUE));
        assertEquals(JobState.Phase.UNKNOWN, before.phase());
        assertEquals(HOUR.multipliedBy(3), before.overdue(DUE.plus(HOUR.multipliedBy(3))));
    }

    @Test
    void one_is_late_since_it_was_due_while_it_fails() throws Exception {
        simulation.work.good.add(DUE.minus(Duration.ofDays(1)));
        simulation.work.fails = () -> true;
        JobState failing = simulation.runUntil(DUE.plus(HOUR));
        assertEquals(JobState.Phase.RETRYING, failing.phase());
        assertEquals(HOUR.multipliedBy(3), failing.overdue(DUE.plus(HOUR.multipliedBy(3))));
    }

    @Test
    void one_that_runs_is_late_when_it_has_taken_twice_as_long_as_the_last_one() throws Exception {
        simulation.work.usual = Optional.of(HOUR.multipliedBy(3));
        assertEquals(List.of(0L, 0L, 1L), hoursLate(5, 6, 7));
    }

    @Test
    void one_that_runs_is_given_an_hour_however_short_the_last_one_was() throws Exception {
        simulation.work.usual = Optional.of(Duration.ofSeconds(2));
        assertEquals(List.of(0L, 1L, 9L), hoursLate(1, 2, 10));
    }

    @Test
    void the_first_one_is_given_a_day() throws Exception {
        assertEquals(List.of(0L, 0L, 1L), hoursLate(10, 24, 25));
    }

    /** How late it is so many hours after it began to run. */
    private List<Long> hoursLate(int... hours) throws InterruptedException {
        List<JobState> running = new ArrayList<>();
        List<JobRunner> runners = new ArrayList<>();
        simulation.work.good.add(DUE.minus(Duration.ofDays(1)));
        simulation.work.takes = Duration.ZERO;
        simulation.work.meanwhile =
                () -> running.add(runners.getFirst().state("backup").orElseThrow());
        simulation.runUntil(DUE.plus(HOUR), runners::add);
        JobState state = running.getFirst();
        Instant start = simulation.work.tried.getFirst();
        assertEquals(JobState.Phase.RUNNING, state.phase());
        return java.util.Arrays.stream(hours)
                .mapToObj(hour ->
                        state.overdue(start.plus(HOUR.multipliedBy(hour))).toHours())
                .toList();
    }
}
