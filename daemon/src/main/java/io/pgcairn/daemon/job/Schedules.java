package io.pgcairn.daemon.job;

import io.pgcairn.daemon.config.ScheduleConfig;
import io.pgcairn.daemon.http.ClusterStatus;
import io.pgcairn.daemon.observe.Metrics;
import io.pgcairn.daemon.observe.ScheduleFigures;
import io.pgcairn.daemon.pulse.Pulses;
import io.pgcairn.daemon.schedule.JobPlan;
import io.pgcairn.daemon.schedule.JobRunner;
import io.pgcairn.daemon.schedule.JobState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What runs by itself for one cluster: base backups, and whatever else is given a task. */
final class Schedules {
    /** The name of the job that takes base backups. */
    static final String BACKUP = "backup";

    /** Whoever sets up a cluster may want to take the first backup themselves. */
    private static final Duration FIRST = Duration.ofMinutes(10);

    private final JobRunner runner;
    private final Clock clock;

    /** @param tasks named as in metrics: {@code backup} gives {@code pgcairn_backup_next_timestamp_seconds} */
    Schedules(String cluster, List<JobRunner.Task> tasks, Metrics metrics, Clock clock, Pulses pulses) {
        this.runner = new JobRunner(cluster, tasks, new ScheduleReport(cluster), clock, JobRunner.Nap::real, pulses);
        this.clock = clock;
        for (JobRunner.Task task : tasks) {
            String job = task.plan().name();
            metrics.schedule(cluster, job, new Figures(job));
        }
    }

    /** @param job its name, {@code backup} for one */
    static JobPlan plan(String job, String cluster, ScheduleConfig config) {
        return new JobPlan(
                job,
                config.when(),
                config.schedule(),
                JobPlan.delay(cluster, config.jitter()),
                config.startWithin(),
                FIRST);
    }

    void start() {
        runner.start();
    }

    /** A base backup is needed at once, whatever the schedule says. */
    void demandBackup() {
        runner.demand(BACKUP);
    }

    /** Backups belong to another lineage from now on, and what ran for the last one counts no more. */
    void forgetBackups() {
        runner.forget(BACKUP);
    }

    /** A base backup was taken that started then; by a person, perhaps. */
    void backupTaken(Instant start) {
        runner.ran(BACKUP, start);
    }

    /** How each job stands. */
    List<ClusterStatus.Job> jobs() {
        Instant now = clock.instant();
        return runner.states().stream().map(job -> status(job, now)).toList();
    }

    private static ClusterStatus.Job status(JobState job, Instant now) {
        return new ClusterStatus.Job(
                job.plan().name(),
                job.plan().text(),
                job.phase().name().toLowerCase(Locale.ROOT),
                job.last(),
                job.next(),
                job.overdue(now),
                job.failure()
                        .map(failure -> new ClusterStatus.Failure(
                                failure.at(),
                                failure.message(),
                                failure.hint(),
                                failure.attempts(),
                                failure.nextTry())));
    }

    /** Interrupts what runs, and waits that long for it to end. */
    void stop(Duration patience) throws InterruptedException {
        runner.stop(patience);
    }

    private final class Figures implements ScheduleFigures {
        private final String job;

        private Figures(String job) {
            this.job = job;
        }

        @Override
        public Optional<Instant> next() {
            return runner.state(job).flatMap(JobState::next);
        }

        @Override
        public Duration overdue() {
            return runner.state(job)
                    .map(state -> state.overdue(clock.instant()))
                    .orElse(Duration.ZERO);
        }

        @Override
        public long failuresInRow() {
            return runner.state(job)
                    .flatMap(JobState::failure)
                    .map(JobState.Failure::attempts)
                    .orElse(0);
        }
    }
}
