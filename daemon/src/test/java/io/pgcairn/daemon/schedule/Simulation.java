package io.pgcairn.daemon.schedule;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.pulse.Pulses;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One job that moves simulated time, beside another one that hangs for ever. */
final class Simulation {
    static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    static final Duration FIRST = Duration.ofMinutes(10);
    private static final String BACKUP = "backup";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    final SimulatedTime time;
    final SimulatedWork work;
    final List<JobState> failures = new ArrayList<>();
    final List<String> events = new ArrayList<>();
    private final JobPlan plan;

    Simulation(String start, JobPlan plan) {
        this.time = new SimulatedTime(Instant.parse(start));
        this.work = new SimulatedWork(time);
        this.plan = plan;
    }

    static JobPlan daily(Optional<Duration> startWithin) {
        return plan("30 2 * * *", Schedule.cron("30 2 * * *", BERLIN), startWithin);
    }

    static JobPlan plan(String text, Schedule schedule, Optional<Duration> startWithin) {
        return new JobPlan(BACKUP, text, schedule, Duration.ZERO, startWithin, FIRST);
    }

    /** Starts a daemon, and stops it at that moment. */
    JobState runUntil(Instant stop) throws InterruptedException {
        return runUntil(stop, runner -> {});
    }

    JobState runUntil(String stop) throws InterruptedException {
        return runUntil(Instant.parse(stop));
    }

    JobState runUntil(Instant stop, Consumer<JobRunner> before) throws InterruptedException {
        CountDownLatch ended = time.until(stop);
        CountDownLatch hung = new CountDownLatch(1);
        List<JobRunner.Nap> naps = new ArrayList<>(List.of(JobRunner.Nap.real(), time.nap()));
        JobPlan hanging =
                new JobPlan("hung", "", Schedule.every(Duration.ofHours(1)), Duration.ZERO, Optional.empty(), FIRST);
        JobRunner runner = new JobRunner(
                "main",
                List.of(new JobRunner.Task(hanging, new Hanging(hung)), new JobRunner.Task(plan, work)),
                new Notes(),
                time,
                naps::removeFirst,
                Pulses.unwatched());
        before.accept(runner);
        runner.start();
        assertTrue(hung.await(PATIENCE.toSeconds(), TimeUnit.SECONDS), "the other job does not hang");
        assertTrue(ended.await(PATIENCE.toSeconds(), TimeUnit.SECONDS), "simulated time does not pass");
        runner.stop(PATIENCE);
        return runner.state(BACKUP).orElseThrow();
    }

    private record Hanging(CountDownLatch hung) implements Work {
        @Override
        public Optional<Instant> last(Instant limit) {
            return Optional.of(Instant.EPOCH);
        }

        @Override
        public Outcome run(Instant due) throws InterruptedException {
            hung.countDown();
            new CountDownLatch(1).await();
            return Outcome.DONE;
        }
    }

    /** Of the job that moves time alone: the other one is on another thread. */
    private final class Notes implements JobRunner.Listener {
        @Override
        public void started(JobState job) {
            note("started", job);
        }

        @Override
        public void done(JobState job) {
            note("done", job);
        }

        @Override
        public void busy(JobState job) {
            note("busy", job);
        }

        @Override
        public void failed(JobState job, Exception cause) {
            note("failed", job);
            failures.add(job);
        }

        @Override
        public void unknown(JobState job, CairnException cause) {
            note("unknown", job);
        }

        private void note(String event, JobState job) {
            if (job.plan().name().equals(BACKUP)) {
                events.add(event);
            }
        }
    }
}
