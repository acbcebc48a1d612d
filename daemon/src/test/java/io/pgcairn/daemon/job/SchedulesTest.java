package io.pgcairn.daemon.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.http.ClusterStatus;
import io.pgcairn.daemon.observe.Metrics;
import io.pgcairn.daemon.pulse.Pulses;
import io.pgcairn.daemon.schedule.JobPlan;
import io.pgcairn.daemon.schedule.JobRunner;
import io.pgcairn.daemon.schedule.Schedule;
import io.pgcairn.daemon.schedule.Work;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SchedulesTest {
    private static final Duration EVERY = Duration.ofHours(6);
    private static final Instant NOW = Instant.parse("2026-01-14T09:00:00Z");

    @Test
    void the_status_and_the_metrics_tell_the_same_of_a_run_that_hangs() throws Exception {
        CountDownLatch hangs = new CountDownLatch(1);
        JobPlan plan = new JobPlan(
                "backup", "every 6h", Schedule.every(EVERY), Duration.ZERO, Optional.empty(), Duration.ZERO);
        SetClock clock = new SetClock();
        try (Metrics metrics = new Metrics()) {
            Schedules schedules = new Schedules(
                    "main", List.of(new JobRunner.Task(plan, new Hanging(hangs))), metrics, clock, Pulses.unwatched());
            schedules.start();
            assertTrue(hangs.await(2, TimeUnit.MINUTES), "it does not run");
            assertEquals(0, told(metrics));
            clock.now = NOW.plus(Duration.ofHours(4));
            ClusterStatus.Job job = schedules.jobs().getFirst();
            assertEquals("running", job.state());
            // An hour and a half is what it took the last time.
            assertEquals(Duration.ofHours(1), job.overdue());
            assertEquals(job.overdue().toSeconds(), told(metrics));
            schedules.stop(Duration.ofMinutes(2));
        }
    }

    private static double told(Metrics metrics) {
        return metrics.readings("main").stream()
                .filter(reading -> reading.name().equals("pgcairn_backup_overdue_seconds"))
                .findFirst()
                .orElseThrow()
                .value();
    }

    private record Hanging(CountDownLatch hangs) implements Work {
        @Override
        public Optional<Instant> last(Instant limit) {
            return Optional.of(NOW.minus(EVERY));
        }

        @Override
        public Optional<Duration> usual() {
            return Optional.of(Duration.ofMinutes(90));
        }

        @Override
        public Outcome run(Instant due) throws InterruptedException {
            hangs.countDown();
            new CountDownLatch(1).await();
            return Outcome.DONE;
        }
    }

    private static final class SetClock extends Clock {
        private volatile Instant now = NOW;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
