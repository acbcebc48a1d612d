package io.pgcairn.daemon.job;

import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.daemon.catalog.DrillRecord;
import io.pgcairn.daemon.catalog.DrillRecords;
import io.pgcairn.daemon.catalog.Lineage;
import io.pgcairn.daemon.cluster.OpenedCluster;
import io.pgcairn.daemon.config.Configuration;
import io.pgcairn.daemon.config.DrillConfig;
import io.pgcairn.daemon.drill.DrillException;
import io.pgcairn.daemon.drill.DrillNotes;
import io.pgcairn.daemon.drill.Leftovers;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;
import io.pgcairn.daemon.http.BackupJobs;
import io.pgcairn.daemon.http.BackupOrder;
import io.pgcairn.daemon.http.BackupRunner;
import io.pgcairn.daemon.http.ClusterStatus;
import io.pgcairn.daemon.instance.InstanceException;
import io.pgcairn.daemon.observe.DrillFigures;
import io.pgcairn.daemon.pipeline.ObjectFailure;
import io.pgcairn.daemon.schedule.JobRunner;
import io.pgcairn.daemon.schedule.Work;
import io.pgcairn.daemon.trail.Trail;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The restore drills that the daemon does of one cluster, whoever asks for them. Safe for use by several threads. */
final class ClusterDrills implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("io.pgcairn.drill");
    private static final String DRILL = "drill";

    /** What a person asked for and cannot be had; it tells nothing of whether backups can be restored. */
    private static final Set<Fault> MISTAKES =
            Set.of(Fault.TIER_UNKNOWN, Fault.TARGET_INVALID, Fault.TARGET_BEFORE_FIRST_BACKUP);

    private final OpenedCluster cluster;
    private final DrillConfig config;
    private final DrillHost host;
    private final DrillRuns runs;
    private final Clock clock;
    private final BackupJobs jobs;
    private final DrillReport report;

    /** Held while a drill runs, and while what killed ones left is removed. */
    private final ReentrantLock turn = new ReentrantLock();

    ClusterDrills(
            OpenedCluster cluster, Configuration configuration, DrillHost host, Clock clock, RandomGenerator random) {
        this.cluster = cluster;
        this.config = cluster.config().drill();
        this.host = host;
        this.clock = clock;
        this.runs = new DrillRuns(cluster, configuration, host, clock, random);
        this.report = new DrillReport(turn::isLocked);
        this.jobs = BackupJobs.ofDrills(this::run, clock);
    }

    BackupJobs jobs() {
        return jobs;
    }

    DrillFigures figures() {
        return report;
    }

    /** The newest one; empty if there was none, or if that is not known yet. */
    Optional<ClusterStatus.Drill> last() {
        return report.last();
    }

    /** After a start: removes what killed drills left, and reads how the last ones ended. */
    void recall() {
        if (turn.tryLock()) {
            try {
                removeLeftovers();
            } finally {
                turn.unlock();
            }
        }
        try {
            readRecords();
        } catch (IOException e) {
            LOG.atWarn()
                    .addKeyValue("cluster", name())
                    .addKeyValue("error", e.getMessage())
                    .log("the records of drills could not be read; the last proven restore is not known yet");
        }
    }

    private void readRecords() throws IOException {
        Optional<Lineage> lineage = newest();
        if (lineage.isPresent()) {
            report.known(lineage.get(), records(lineage.get()).newest());
        }
    }

    private String run(BackupOrder order, BackupRunner.Progress progress) throws CairnException, InterruptedException {
        turn.lockInterruptibly();
        try {
            removeLeftovers();
            return recorded(order.drill().orElse(BackupOrder.Drill.USUAL), progress)
                    .value();
        } finally {
            turn.unlock();
        }
    }

    private BackupId recorded(BackupOrder.Drill order, BackupRunner.Progress progress)
            throws CairnException, InterruptedException {
        Instant start = clock.instant();
        DrillRuns.Run run = runs.begin(BackupId.startedAt(start), order);
        try (Trail.Step _ = Trail.here().with(DRILL, run.label()).enter()) {
            return recorded(run, order, start, progress);
        }
    }

    private BackupId recorded(DrillRuns.Run run, BackupOrder.Drill order, Instant start, BackupRunner.Progress progress)
            throws CairnException, InterruptedException {
        try {
            run.run(progress);
            record(run, start, "restored, started and judged", true);
            return run.label();
        } catch (CairnException e) {
            if (!order.equals(BackupOrder.Drill.USUAL) && MISTAKES.contains(e.fault())) {
                throw e;
            }
            DrillException failure = DrillException.of(e);
            record(run, start, String.valueOf(failure.getMessage()), false);
            throw failure;
        } catch (RuntimeException e) {
            // A defect, which must not leave the last good drill standing as if nothing had been tried since.
            record(run, start, "the drill broke: " + e, false);
            throw e;
        }
    }

    private void record(DrillRuns.Run run, Instant start, String outcome, boolean isGood) {
        DrillNotes notes = run.notes();
        DrillRecord drill = new DrillRecord(
                run.label(),
                start,
                clock.instant(),
                isGood,
                outcome,
                run.tier(),
                run.backup(),
                run.target(),
                notes.reached(),
                notes.findings(),
                host.name(),
                host.program());
        report.ended(run.lineage(), drill);
        if (isGood) {
            LOG.atInfo()
                    .addKeyValue("cluster", name())
                    .addKeyValue("backup", run.backup().map(BackupId::value).orElse(""))
                    .addKeyValue("target", drill.target().map(Instant::toString).orElse("latest"))
                    .addKeyValue("took", drill.took())
                    .log("a restore is proven");
        }
        store(drill, run.lineage());
    }

    /** Under the lineage that was restored; under the newest one if none was chosen. */
    private void store(DrillRecord drill, Optional<Lineage> restored) {
        try {
            Optional<Lineage> lineage = restored.isPresent() ? restored : newest();
            if (lineage.isPresent()) {
                DrillRecords records = records(lineage.get());
                records.put(drill);
                records.sweep();
            }
        } catch (IOException e) {
            LOG.atWarn()
                    .addKeyValue("cluster", name())
                    .addKeyValue("error", e.getMessage())
                    .log("how a drill ended could not be stored; it is forgotten when the daemon ends");
        }
    }

    private void removeLeftovers() {
        try {
            new Leftovers(host.directory(config), name())
                    .remove()
                    .forEach(gone -> LOG.atInfo()
                            .addKeyValue("cluster", name())
                            .addKeyValue("directory", gone)
                            .log("what a killed drill left is removed"));
        } catch (IOException | InstanceException e) {
            LOG.atWarn()
                    .addKeyValue("cluster", name())
                    .addKeyValue("error", String.valueOf(e.getMessage()))
                    .log("what a killed drill left could not be removed; it is tried again before the next one");
        }
    }

    private Optional<Lineage> newest() throws IOException {
        List<Lineage> lineages = cluster.tiers().getFirst().lineages().list();
        return lineages.isEmpty() ? Optional.empty() : Optional.of(lineages.getLast());
    }

    private DrillRecords records(Lineage lineage) {
        return new DrillRecords(cluster.tiers().getFirst().store(), lineage.id());
    }

    private String name() {
        return cluster.config().name();
    }

    /** Done by schedule they go where those go that people ask for, so there is never one of each. */
    JobRunner.Task task() {
        return new JobRunner.Task(Schedules.plan(DRILL, name(), config.schedule()), new Scheduled());
    }

    /**
     * Drills as work to be scheduled. One that failed has run: it is told and recorded, and not done over and over,
     * since each costs as much as a restore.
     */
    private final class Scheduled implements Work {
        @Override
        public Optional<Instant> last(Instant limit) throws CairnException {
            try {
                readRecords();
                return report.lastStart().filter(start -> !start.isAfter(limit));
            } catch (IOException e) {
                throw ObjectFailure.of("looking for the last drill", e);
            }
        }

        @Override
        public Optional<Duration> usual() {
            return report.lastDuration();
        }

        @Override
        public Outcome run(Instant due) throws CairnException, InterruptedException {
            if (isNothingThere()) {
                return Outcome.BUSY;
            }
            try {
                jobs.take(BackupOrder.ofDrill(BackupOrder.Drill.USUAL));
                return Outcome.DONE;
            } catch (CairnException e) {
                if (e.fault() == Fault.DRILL_BUSY) {
                    return Outcome.BUSY;
                }
                if (e.fault() != Fault.DRILL_FAILED) {
                    throw e;
                }
                LOG.atError()
                        .addKeyValue("cluster", name())
                        .addKeyValue("error", e.getMessage())
                        .addKeyValue("hint", e.hint())
                        .log("a restore drill failed: what it tried to restore is not proven");
                return Outcome.DONE;
            }
        }
    }

    /** After pg_upgrade, as on the first day, the schedule comes before the first backup: nothing has failed then. */
    private boolean isNothingThere() throws CairnException {
        try {
            Optional<Lineage> lineage = newest();
            return lineage.isEmpty() || lineage.get().backups().list().isEmpty();
        } catch (IOException e) {
            throw ObjectFailure.of("looking for a backup to restore", e);
        }
    }

    /** Interrupts a drill that was asked for. */
    @Override
    public void close() {
        jobs.close();
    }
}
