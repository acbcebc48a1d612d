package io.pgcairn.daemon.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Exactly one backup between one time of the schedule and the next, if the daemon ran in between at all. */
class SimulatedYearTest {
    private static final Duration OUTAGE = Duration.ofHours(30);
    private static final Duration HOUR = Duration.ofHours(1);

    /** When the daemon was up. */
    private record Up(Instant from, Instant to) {}

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final List<Up> ups = new ArrayList<>();

    @Test
    void a_month_with_restarts_an_outage_failures_and_a_hung_job() throws Exception {
        Simulation simulation = new Simulation("2026-03-14T09:00:00Z", Simulation.daily(Optional.empty()));
        live(simulation, Instant.parse("2026-04-14T09:00:00Z"));
        check(simulation, LocalDate.of(2026, 3, 15), LocalDate.of(2026, 4, 14));
    }

    @Test
    void a_year_with_both_changes_of_the_clocks() throws Exception {
        Simulation simulation = new Simulation("2026-01-14T09:00:00Z", Simulation.daily(Optional.empty()));
        // A machine that is suspended now and then; it spares this test some hundred thousand naps as well.
        simulation.time.oversleep(nap -> nap.plusSeconds(random.nextInt(1500)));
        live(simulation, Instant.parse("2027-01-14T09:00:00Z"));
        check(simulation, LocalDate.of(2026, 1, 15), LocalDate.of(2027, 1, 14));
    }

    private void live(Simulation simulation, Instant end) throws InterruptedException {
        simulation.work.fails = () -> random.nextInt(4) == 0;
        simulation.work.hides = () -> random.nextInt(10) == 0;
        long outages = 0;
        while (simulation.time.instant().isBefore(end)) {
            Instant from = simulation.time.instant();
            Instant stop = from.plusSeconds(random.nextInt(4 * 24 * 3600));
            simulation.runUntil(stop.isBefore(end) ? stop : end);
            ups.add(new Up(from, simulation.time.instant()));
            boolean isLong = random.nextInt(5) == 0 || outages == 0;
            outages += isLong ? 1 : 0;
            simulation.time.pass(isLong ? OUTAGE : Duration.ofSeconds(random.nextInt(600)));
        }
        assertTrue(simulation.failures.size() > 3, "nothing failed, seed " + seed);
    }

    private void check(Simulation simulation, LocalDate first, LocalDate last) {
        Schedule schedule = Simulation.daily(Optional.empty()).schedule();
        Instant from =
                schedule.next(first.atStartOfDay(Simulation.BERLIN).toInstant()).orElseThrow();
        Instant end = last.atStartOfDay(Simulation.BERLIN).toInstant();
        while (from.isBefore(end)) {
            Instant to = schedule.next(from).orElseThrow();
            Instant begin = from;
            List<Instant> runs = simulation.work.good.stream()
                    .filter(start -> !start.isBefore(begin) && start.isBefore(to))
                    .toList();
            String what = "seed " + seed + ", from " + from + " to " + to + ": " + runs;
            assertTrue(runs.size() <= 1, what);
            if (up(from, to).compareTo(HOUR.multipliedBy(8)) > 0) {
                assertEquals(1, runs.size(), what);
            }
            from = to;
        }
    }

    /** How long the daemon was up at a stretch between the two: failures may need several hours. */
    private Duration up(Instant from, Instant to) {
        return ups.stream()
                .map(up -> Duration.between(
                        up.from().isAfter(from) ? up.from() : from, up.to().isBefore(to) ? up.to() : to))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }
}
