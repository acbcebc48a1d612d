package io.pgcairn.daemon.job;

import io.pgcairn.daemon.catalog.BackupRecord;
import io.pgcairn.daemon.catalog.LeaseHolder;
import io.pgcairn.daemon.catalog.LineageId;
import io.pgcairn.daemon.cluster.OpenedCluster;
import io.pgcairn.daemon.config.ClusterConfig;
import io.pgcairn.daemon.config.Configuration;
import io.pgcairn.daemon.http.BackupJobs;
import io.pgcairn.daemon.http.ClusterStatus;
import io.pgcairn.daemon.observe.Metrics;
import io.pgcairn.daemon.pulse.Pulses;
import io.pgcairn.daemon.schedule.JobRunner;
import io.pgcairn.daemon.trail.Trail;
import io.pgcairn.daemon.upkeep.TierHolding;
import io.pgcairn.daemon.wal.WalIntake;
import io.pgcairn.daemon.watch.IntakeReport;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The jobs of one cluster: backups, dumps, drills and pruning. Safe for use by several threads. */
public final class ClusterJobs {
    private static final Duration BACKUP_PATIENCE = Duration.ofSeconds(3);

    /** Its server is stopped and its directory removed; what is left of that is removed after the next start. */
    private static final Duration DRILL_PATIENCE = Duration.ofSeconds(8);

    private static final Duration PRUNING_PATIENCE = Duration.ofSeconds(3);

    private final String name;
    private final ClusterBackups backups;
    private final BackupJobs backupJobs;
    private final Optional<ClusterDumps> dumps;
    private final ClusterDrills drills;
    private final Prunings prunings;
    private final Schedules schedules;
    private final List<Thread> recalls;
    private final Events events;

    /** Hears what changes. */
    public interface Events {
        /** A backup is good from now on. */
        void taken(BackupRecord backup);

        /** Something was pruned from a tier. */
        void pruned(String tier);
    }

    /**
     * What the jobs of all clusters share.
     *
     * @param configuration as a whole, which a drill starts pgcairn with
     * @param host where drills run
     * @param holder what this process is called in leases
     * @param random safe for use by several threads
     */
    public record Shared(
            Configuration configuration, DrillHost host, LeaseHolder holder, Clock clock, SecureRandom random) {}

    /**
     * Starts nothing.
     *
     * @param intake knows the lineage that backups belong to, and waits for their WAL
     * @param report knows why nothing streams
     * @param metrics of this cluster, which get how each job stands
     * @param pulses by which the schedule shows that it is not stuck
     */
    public ClusterJobs(
            OpenedCluster cluster,
            Shared shared,
            WalIntake intake,
            IntakeReport report,
            Metrics metrics,
            Pulses pulses,
            Events events) {
        ClusterConfig config = cluster.config();
        Clock clock = shared.clock();
        this.name = config.name();
        this.events = events;
        this.backups = new ClusterBackups(cluster, intake, report, clock, shared.holder(), this::backupTaken);
        this.backupJobs = new BackupJobs(backups, clock);
        this.dumps = config.dumps().map(each -> new ClusterDumps(cluster, each, backups::lineage, clock));
        this.drills = new ClusterDrills(cluster, shared.configuration(), shared.host(), clock, shared.random());
        this.prunings = new Prunings(
                cluster,
                metrics,
                clock,
                shared.random(),
                () -> dumpsIfAny().flatMap(ClusterDumps::running),
                events::pruned);
        List<JobRunner.Task> tasks = new ArrayList<>();
        tasks.add(new JobRunner.Task(
                Schedules.plan(Schedules.BACKUP, name, config.backup().schedule()),
                new ScheduledBackups(backups, cluster.store(), backupJobs)));
        dumps.ifPresent(each -> tasks.add(each.task()));
        tasks.add(drills.task());
        this.schedules = new Schedules(name, tasks, metrics, clock, pulses);
        this.recalls = List.of(recall("catalog-", backups::findNewest), recall("drills-", drills::recall));
        metrics.backups(name, List.of(BackupReport.FULL), new BackupReport(backups, clock));
        metrics.drills(name, drills.figures());
        dumps.ifPresent(each -> metrics.dumps(name, each.figures()));
    }

    private Thread recall(String kind, Runnable work) {
        return Thread.ofVirtual().name(kind + name).unstarted(Trail.here().around(work));
    }

    private Optional<ClusterDumps> dumpsIfAny() {
        return dumps;
    }

    private void backupTaken(BackupRecord backup) {
        schedules.backupTaken(backup.startTime());
        events.taken(backup);
    }

    public void start() {
        recalls.forEach(Thread::start);
        prunings.start();
        schedules.start();
    }

    /** Backups as requests order them. */
    public BackupJobs backups() {
        return backupJobs;
    }

    /** Dumps as requests order them; empty if none are configured. */
    public Optional<BackupJobs> dumps() {
        return dumps.map(ClusterDumps::jobs);
    }

    /** Drills as requests order them. */
    public BackupJobs drills() {
        return drills.jobs();
    }

    /** The newest good backup of the lineage that streams; empty if there is none, or if that is not known yet. */
    public Optional<BackupRecord> newest() {
        return backups.newest();
    }

    /** From memory. */
    public Optional<BackupRecord> newest(LineageId lineage) {
        return backups.newest(lineage);
    }

    /** What the first tier was found to hold. */
    public void listed(List<TierHolding> found) {
        backups.listed(found);
    }

    /** The newest drill; empty if there was none, or if that is not known yet. */
    public Optional<ClusterStatus.Drill> lastDrill() {
        return drills.last();
    }

    /** How each that runs by itself stands. */
    public List<ClusterStatus.Job> scheduled() {
        return schedules.jobs();
    }

    /** A base backup is needed at once; unless the schedule is {@code never}, it is taken. */
    public void demandBackup() {
        schedules.demandBackup();
    }

    /** Backups belong to another lineage from now on. */
    public void forgetBackups() {
        schedules.forgetBackups();
    }

    /** Takes no more orders, and interrupts what runs. */
    public void close() {
        backupJobs.close();
        dumps.ifPresent(ClusterDumps::close);
        drills.close();
    }

    /** Nothing more begins by itself, and what does run by itself is interrupted. */
    public void endSchedules() throws InterruptedException {
        schedules.stop(Duration.ZERO);
    }

    /** What a backup stored is deleted and its lease given back, as long as the stores are open. */
    public void awaitEnd() throws InterruptedException {
        backupJobs.awaitEnd(BACKUP_PATIENCE);
        if (dumps.isPresent()) {
            dumps.get().jobs().awaitEnd(BACKUP_PATIENCE);
        }
        drills.jobs().awaitEnd(DRILL_PATIENCE);
        schedules.stop(DRILL_PATIENCE);
    }

    /** What is half pruned is ended by the next daemon. */
    public void endPruning() {
        recalls.forEach(Thread::interrupt);
        prunings.stop(PRUNING_PATIENCE);
    }

    /** What still reads the archive after the start; it ends soon after the stores were closed. */
    public List<Thread> readers() {
        return recalls;
    }
}
