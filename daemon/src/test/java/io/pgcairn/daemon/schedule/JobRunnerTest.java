package io.pgcairn.daemon.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.pulse.Pulses;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JobRunnerTest {
    private static final JobPlan DAILY = Simulation.daily(Optional.empty());

    private static List<String> texts(List<Instant> moments) {
        return moments.stream().map(Instant::toString).toList();
    }

    private static Simulation simulation(JobPlan plan, String start, String... good) {
        Simulation simulation = new Simulation(start, plan);
        for (String run : good) {
            simulation.work.good.add(Instant.parse(run));
        }
        return simulation;
    }

    @Test
    void what_never_ran_runs_soon_and_then_by_its_schedule() throws Exception {
        Simulation simulation = simulation(DAILY, "2026-05-01T12:00:00Z");
        JobState end = simulation.runUntil("2026-05-03T12:00:00Z");
        assertEquals(
                List.of("2026-05-01T12:10:00Z", "2026-05-02T00:30:00Z", "2026-05-03T00:30:00Z"),
                texts(simulation.work.good));
        assertEquals(Optional.of(Instant.parse("2026-05-04T00:30:00Z")), end.next());
        assertEquals(JobState.Phase.WAITING, end.phase());
    }

    @Test
    void many_missed_runs_are_caught_up_once_at_once() throws Exception {
        Simulation simulation = simulation(DAILY, "2026-05-20T12:00:00Z", "2026-05-01T00:30:00Z");
        simulation.runUntil("2026-05-21T12:00:00Z");
        assertEquals(
                List.of("2026-05-01T00:30:00Z", "2026-05-20T12:00:00Z", "2026-05-21T00:30:00Z"),
                texts(simulation.work.good));
    }

    @Test
    void what_is_too_late_to_start_waits_for_the_next_time() throws Exception {
        JobPlan within = Simulation.daily(Optional.of(Duration.ofHours(2)));
        Simulation late = simulation(within, "2026-05-20T02:31:00Z", "2026-05-01T00:30:00Z");
        late.runUntil("2026-05-21T12:00:00Z");
        assertEquals(List.of("2026-05-21T00:30:00Z"), texts(late.work.tried));

        Simulation inTime = simulation(within, "2026-05-20T02:29:00Z", "2026-05-01T00:30:00Z");
        inTime.runUntil("2026-05-20T12:00:00Z");
        assertEquals(List.of("2026-05-20T02:29:00Z"), texts(inTime.work.tried));
    }

    @Test
    void a_failure_is_tried_again_only_as_long_as_it_may_start() throws Exception {
        JobPlan within = Simulation.daily(Optional.of(Duration.ofMinutes(10)));
        Simulation simulation = simulation(within, "2026-05-20T00:00:00Z", "2026-05-19T00:30:00Z");
        simulation.work.takes = Duration.ZERO;
        simulation.work.fails = () -> true;
        JobState end = simulation.runUntil("2026-05-20T12:00:00Z");
        assertEquals(
                List.of("2026-05-20T00:30:00Z", "2026-05-20T00:31:00Z", "2026-05-20T00:33:00Z", "2026-05-20T00:37:00Z"),
                texts(simulation.work.tried));
        assertEquals("the disk is full", end.failure().orElseThrow().message());
        assertEquals(JobState.Phase.WAITING, end.phase());
    }

    @Test
    void pauses_after_failures_grow_to_half_an_hour_and_each_is_told() throws Exception {
        Simulation simulation = simulation(DAILY, "2026-05-20T00:30:00Z", "2026-05-19T00:30:00Z");
        simulation.work.takes = Duration.ZERO;
        simulation.work.fails = () -> simulation.work.tried.size() < 9;
        JobState end = simulation.runUntil("2026-05-20T12:00:00Z");
        List<Instant> tried = simulation.work.tried;
        assertEquals(
                List.of(1L, 2L, 4L, 8L, 16L, 30L, 30L, 30L),
                IntStream.range(1, tried.size())
                        .mapToObj(i ->
                                Duration.between(tried.get(i - 1), tried.get(i)).toMinutes())
                        .toList());
        assertEquals(8, simulation.failures.size());
        JobState.Failure last = simulation.failures.getLast().failure().orElseThrow();
        assertEquals(8, last.attempts());
        assertEquals("mend it", last.hint());
        assertEquals(tried.getLast(), last.nextTry());
        assertTrue(end.failure().isEmpty(), "a failure is told after a success");
    }

    @Test
    void an_error_of_ours_is_a_failure_too() throws Exception {
        Simulation simulation = simulation(DAILY, "2026-05-20T00:30:00Z", "2026-05-19T00:30:00Z");
        simulation.work.busy = () -> {
            if (simulation.work.tried.size() == 1) {
                throw new IllegalStateException("a defect");
            }
            return false;
        };
        simulation.runUntil("2026-05-20T01:30:00Z");
        assertEquals(List.of("started", "failed", "started", "done"), simulation.events);
    }

    @Test
    void what_somebody_else_does_is_no_failure_and_is_looked_after_each_minute() throws Exception {
        Simulation simulation = simulation(DAILY, "2026-05-20T00:30:00Z", "2026-05-19T00:30:00Z");
        simulation.work.busy = () -> {
            if (simulation.work.tried.size() == 3) {
                simulation.work.good.add(Instant.parse("2026-05-20T00:30:07Z"));
            }
            return true;
        };
        simulation.runUntil("2026-05-20T12:00:00Z");
        assertEquals(
                List.of("2026-05-20T00:30:00Z", "2026-05-20T00:31:00Z", "2026-05-20T00:32:00Z"),
                texts(simulation.work.tried));
        assertTrue(simulation.failures.isEmpty());
        assertEquals(List.of("started", "busy"), simulation.events, "it is told once");
    }

    @Test
    void nothing_runs_before_it_is_known_what_ran() throws Exception {
        Simulation simulation = simulation(DAILY, "2026-05-20T00:30:00Z", "2026-05-20T00:30:00Z");
        simulation.work.hides = () -> simulation.time.instant().isBefore(Instant.parse("2026-05-20T06:00:00Z"));
        simulation.runUntil("2026-05-20T12:00:00Z");
        assertEquals(List.of(), simulation.work.tried);
        assertEquals(List.of("unknown"), simulation.events);
    }

    @Test
    void a_store_that_is_down_when_it_is_time_is_a_failure() throws Exception {
        Simulation simulation = simulation(DAILY, "2026-05-20T00:00:00Z", "2026-05-19T00:30:00Z");
        simulation.work.hides = () -> {
            Instant now = simulation.time.instant();
            return now.isAfter(Instant.parse("2026-05-20T00:20:00Z"))
                    && now.isBefore(Instant.parse("2026-05-20T00:32:00Z"));
        };
        simulation.runUntil("2026-05-20T12:00:00Z");
        assertEquals(List.of("failed", "failed", "started", "done"), simulation.events);
        assertEquals(List.of("2026-05-20T00:33:00Z"), texts(simulation.work.tried));
    }

    @Test
    void a_backup_from_the_future_stops_nothing() throws Exception {
        Simulation simulation =
                simulation(DAILY, "2026-05-20T12:00:00Z", "2026-05-20T00:30:00Z", "2027-05-20T00:30:00Z");
        simulation.runUntil("2026-05-22T12:00:00Z");
        assertEquals(List.of("2026-05-21T00:30:00Z", "2026-05-22T00:30:00Z"), texts(simulation.work.tried));
    }

    @Test
    void one_that_another_host_started_a_little_in_our_future_counts() throws Exception {
        Simulation simulation = simulation(DAILY, "2026-05-20T00:30:00Z", "2026-05-20T00:33:00Z");
        simulation.runUntil("2026-05-20T12:00:00Z");
        assertEquals(List.of(), simulation.work.tried);
    }

    @Test
    void a_clock_that_is_put_back_after_a_wrong_year_is_noticed() throws Exception {
        Simulation simulation = simulation(DAILY, "2027-05-20T12:00:00Z", "2026-05-20T00:30:00Z");
        simulation.work.busy = () -> {
            if (simulation.work.tried.size() == 2) {
                simulation.time.set(Instant.parse("2028-01-01T00:00:00Z"));
            }
            return false;
        };
        simulation.time.oversleep(nap -> {
            Instant now = simulation.time.instant();
            if (now.isAfter(Instant.parse("2027-05-20T18:00:00Z"))
                    && now.isBefore(Instant.parse("2028-01-01T00:00:00Z"))) {
                simulation.time.set(Instant.parse("2026-05-20T18:00:00Z"));
            }
            return nap;
        });
        simulation.runUntil("2028-01-01T00:00:00Z");
        assertEquals(List.of("2027-05-20T12:00:00Z", "2026-05-21T00:30:00Z"), texts(simulation.work.tried));
    }

    @Test
    void what_is_demanded_runs_at_once_and_once() throws Exception {
        Simulation simulation = simulation(DAILY, "2026-05-20T12:00:00Z", "2026-05-20T00:30:00Z");
        simulation.work.fails = () -> simulation.work.tried.size() == 1;
        simulation.work.takes = Duration.ZERO;
        simulation.runUntil(Instant.parse("2026-05-20T18:00:00Z"), runner -> runner.demand("backup"));
        assertEquals(List.of("2026-05-20T12:00:00Z", "2026-05-20T12:01:00Z"), texts(simulation.work.tried));
    }

    /** The store was away for hours, and WAL was lost: when it is back nobody waits for half an hour. */
    @Test
    void what_is_demanded_does_not_wait_for_the_long_pause_after_earlier_failures() throws Exception {
        Instant mended = Instant.parse("2026-05-20T02:05:00Z");
        Simulation simulation = simulation(DAILY, "2026-05-20T00:30:00Z", "2026-05-19T00:30:00Z");
        simulation.work.takes = Duration.ZERO;
        simulation.work.fails = () -> simulation.time.instant().isBefore(mended);
        simulation.runUntil(
                Instant.parse("2026-05-20T12:00:00Z"),
                runner -> simulation.time.oversleep(nap -> {
                    if (!simulation.time.instant().isBefore(mended) && simulation.work.good.size() == 1) {
                        runner.demand("backup");
                    }
                    return nap;
                }));
        List<Instant> tried = simulation.work.tried;
        assertEquals(Instant.parse("2026-05-20T02:01:00Z"), tried.get(7));
        assertTrue(tried.get(8).isBefore(mended.plus(Duration.ofMinutes(2))), tried::toString);
        assertEquals(9, tried.size(), "once is enough");
    }

    @Test
    void what_is_demanded_again_and_again_is_tried_once_a_minute_at_most() throws Exception {
        Simulation simulation = simulation(DAILY, "2026-05-20T12:00:00Z", "2026-05-20T00:30:00Z");
        simulation.work.takes = Duration.ZERO;
        simulation.work.fails = () -> true;
        simulation.runUntil(
                Instant.parse("2026-05-20T13:00:00Z"),
                runner -> simulation.time.oversleep(_ -> {
                    runner.demand("backup");
                    return Duration.ofSeconds(7);
                }));
        List<Instant> tried = simulation.work.tried;
        assertTrue(tried.size() > 40 && tried.size() <= 60, tried::toString);
    }

    @Test
    void what_was_demanded_or_began_by_a_clock_that_was_ahead_runs_when_it_is_put_back() throws Exception {
        Instant back = Instant.parse("2026-05-20T12:00:00Z");
        Simulation demanded = simulation(DAILY, "2030-05-20T12:00:00Z", "2026-05-20T00:30:00Z");
        demanded.runUntil(Instant.parse("2026-05-20T18:00:00Z"), runner -> {
            runner.demand("backup");
            demanded.time.set(back);
        });
        assertEquals(List.of(back), demanded.work.tried);
        Simulation first = simulation(DAILY, "2030-05-20T12:00:00Z");
        first.runUntil(Instant.parse("2026-05-20T18:00:00Z"), _ -> first.time.set(back));
        assertEquals(List.of(back), first.work.tried);
    }

    @Test
    void what_never_runs_by_itself_does_not_run_when_demanded() throws Exception {
        JobRunner runner = new JobRunner(
                "main",
                List.of(new JobRunner.Task(
                        Simulation.plan("never", Schedule.never(), Optional.empty()),
                        new SimulatedWork(new SimulatedTime(Instant.EPOCH)))),
                new Silent(),
                () -> Instant.EPOCH,
                JobRunner.Nap::real,
                Pulses.unwatched());
        runner.demand("backup");
        runner.start();
        runner.stop(Duration.ofMinutes(2));
        JobState state = runner.states().getFirst();
        assertEquals(Optional.empty(), state.next());
        assertEquals(Duration.ZERO, state.overdue(Instant.MAX));
    }

    @Test
    void a_run_of_somebody_elses_is_counted_when_told() throws Exception {
        Simulation simulation = simulation(DAILY, "2026-05-20T12:00:00Z");
        JobState end = simulation.runUntil(
                Instant.parse("2026-05-20T18:00:00Z"),
                runner -> runner.ran("backup", Instant.parse("2026-05-20T12:00:00Z")));
        assertEquals(List.of(), simulation.work.tried);
        assertEquals(Optional.of(Instant.parse("2026-05-20T12:00:00Z")), end.last());
    }

    @Test
    void intervals_count_from_start_to_start() throws Exception {
        JobPlan plan = Simulation.plan("every 6h", Schedule.every(Duration.ofHours(6)), Optional.empty());
        Simulation simulation = simulation(plan, "2026-05-20T10:00:00Z", "2026-05-20T06:00:00Z");
        simulation.runUntil("2026-05-21T01:00:00Z");
        assertEquals(
                List.of("2026-05-20T12:00:00Z", "2026-05-20T18:00:00Z", "2026-05-21T00:00:00Z"),
                texts(simulation.work.tried));
    }

    @Test
    void intervals_keep_their_rhythm_where_a_late_start_is_refused() {
        Schedule schedule = Schedule.every(Duration.ofHours(6));
        Instant last = Instant.parse("2026-05-20T06:00:00Z");
        for (String[] each : new String[][] {
            {"2026-05-20T07:00:00Z", "2026-05-20T12:00:00Z"},
            {"2026-05-20T12:00:00Z", "2026-05-20T12:00:00Z"},
            {"2026-05-20T12:00:01Z", "2026-05-20T18:00:00Z"},
            {"2026-05-27T11:00:00Z", "2026-05-27T12:00:00Z"}
        }) {
            assertEquals(Optional.of(Instant.parse(each[1])), schedule.next(last, Instant.parse(each[0])), each[0]);
        }
        assertThrows(IllegalArgumentException.class, () -> Schedule.every(Duration.ZERO));
    }

    @Test
    void delays_are_the_same_each_time_and_spread() {
        Duration most = Duration.ofHours(1);
        long different = IntStream.range(0, 100)
                .mapToObj(i -> JobPlan.delay("cluster" + i, most))
                .peek(delay -> assertFalse(delay.isNegative() || delay.compareTo(most) > 0))
                .distinct()
                .count();
        assertTrue(different > 80, "only " + different + " delays");
        assertEquals(JobPlan.delay("main", most), JobPlan.delay("main", most));
        assertEquals(Duration.ZERO, JobPlan.delay("main", Duration.ZERO));
    }

    @Test
    void a_delayed_schedule_runs_once_a_day_as_well() throws Exception {
        JobPlan plan = new JobPlan(
                "backup",
                "30 2 * * *",
                Schedule.cron("30 2 * * *", Simulation.BERLIN),
                Duration.ofMinutes(17),
                Optional.of(Duration.ofHours(1)),
                Simulation.FIRST);
        Simulation simulation = simulation(plan, "2026-05-20T00:40:00Z", "2026-05-19T00:47:00Z");
        simulation.runUntil("2026-05-22T12:00:00Z");
        assertEquals(
                List.of("2026-05-20T00:47:00Z", "2026-05-21T00:47:00Z", "2026-05-22T00:47:00Z"),
                texts(simulation.work.tried));
    }
}
