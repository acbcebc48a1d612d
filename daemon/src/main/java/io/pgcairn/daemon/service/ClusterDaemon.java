package io.pgcairn.daemon.service;

import io.pgcairn.daemon.catalog.BackupRecord;
import io.pgcairn.daemon.catalog.ClusterName;
import io.pgcairn.daemon.catalog.Lineage;
import io.pgcairn.daemon.catalog.Lineages;
import io.pgcairn.daemon.cluster.OpenedCluster;
import io.pgcairn.daemon.cluster.OpenedTier;
import io.pgcairn.daemon.config.ClusterConfig;
import io.pgcairn.daemon.config.Configuration;
import io.pgcairn.daemon.config.TierConfig;
import io.pgcairn.daemon.config.WalConfig;
import io.pgcairn.daemon.http.BackupJobs;
import io.pgcairn.daemon.http.ClusterDesk;
import io.pgcairn.daemon.http.ClusterStatus;
import io.pgcairn.daemon.http.Readiness;
import io.pgcairn.daemon.observe.Metrics;
import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.pulse.Pulses;
import io.pgcairn.daemon.restore.WalServerSettings;
import io.pgcairn.daemon.restore.WalTiers;
import io.pgcairn.daemon.restore.WalTime;
import io.pgcairn.daemon.schedule.JobRunner;
import io.pgcairn.daemon.tier.ObjectRepair;
import io.pgcairn.daemon.tier.RepairQueue;
import io.pgcairn.daemon.tier.Tier;
import io.pgcairn.daemon.trail.Trail;
import io.pgcairn.daemon.upkeep.PlannedTiers;
import io.pgcairn.daemon.upkeep.TierPlans;
import io.pgcairn.daemon.wal.Backoff;
import io.pgcairn.daemon.wal.IntakePositions;
import io.pgcairn.daemon.wal.IntakeSettings;
import io.pgcairn.daemon.wal.IntakeWatch;
import io.pgcairn.daemon.wal.WalIntake;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All that the daemon does for one cluster. A cluster that fails never stops its neighbour. */
final class ClusterDaemon {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterDaemon.class);
    private static final Duration SILENCE = Duration.ofSeconds(60);

    /** For what was received to be stored and acknowledged; the intake takes a quarter more to be torn off. */
    private static final Duration INTAKE_PATIENCE = Duration.ofSeconds(16);

    private static final Duration BACKUP_PATIENCE = Duration.ofSeconds(3);

    /** Its server is stopped and its directory removed; what is left of that is removed after the next start. */
    private static final Duration DRILL_PATIENCE = Duration.ofSeconds(8);

    private static final Duration REPLICATION_PATIENCE = Duration.ofSeconds(3);

    private final OpenedCluster cluster;
    private final Pulses pulses = new Pulses(System::nanoTime);
    private final WalIntake intake;
    private final IntakeReport report;
    private final WalLosses losses;
    private final Watches watches;
    private final Alarms alarms;
    private final WalTiers walTiers;
    private final Thread repairs;
    private final Replications replications;
    private final Prunings prunings;
    private final BackupJobs jobs;
    private final ClusterBackups backups;
    private final Optional<ClusterDumps> dumps;
    private final ClusterDrills drills;
    private final Schedules schedules;
    private final Thread intakeThread;
    private final ArchiveWatch archive;
    private final Thread archiveThread;
    private final ClusterDesk desk;

    // Guarded by this.
    private boolean isStopping;
    private volatile boolean isStarted;

    ClusterDaemon(
            OpenedCluster cluster,
            Configuration configuration,
            DrillHost host,
            Metrics metrics,
            Clock clock,
            SecureRandom random) {
        ClusterConfig config = cluster.config();
        IntakePositions positions = new IntakePositions(clock);
        this.cluster = cluster;
        this.losses = new WalLosses(clock);
        this.report = new IntakeReport(config.name(), positions, losses);
        this.intake = new WalIntake(
                cluster.connector(),
                cluster.lineages(),
                intakeSettings(config),
                new GapWatch(report, new Known(), this::backUpSoon),
                positions,
                new Backoff(Duration.ofMillis(250), Duration.ofSeconds(15), random),
                clock,
                new IntakeWatch(pulses, longestCall(config)));
        Map<String, Lineages> readable = new LinkedHashMap<>();
        cluster.tiers().forEach(tier -> readable.put(tier.name(), tier.lineages()));
        this.walTiers = new WalTiers(readable, serverSettings(config), WalTime.system(), random);
        TierPlans plans = new PlannedTiers(cluster, clock);
        this.repairs = repairs(cluster, plans);
        this.replications = new Replications(cluster, plans, metrics, clock, random, this::changed);
        this.backups = new ClusterBackups(cluster, intake, report, clock, OwnProcess.find(random), this::backupTaken);
        this.jobs = new BackupJobs(backups, clock);
        this.dumps = config.dumps().map(each -> new ClusterDumps(cluster, each, backups::lineage, clock));
        this.drills = new ClusterDrills(cluster, configuration, host, clock, random);
        this.prunings = new Prunings(
                cluster, metrics, clock, random, () -> dumpsIfAny().flatMap(ClusterDumps::running), this::gone);
        List<JobRunner.Task> tasks = new ArrayList<>();
        tasks.add(new JobRunner.Task(
                Schedules.plan(Schedules.BACKUP, config.name(), config.backup().schedule()),
                new ScheduledBackups(backups, cluster.store(), jobs)));
        dumps.ifPresent(each -> tasks.add(each.task()));
        tasks.add(drills.task());
        this.schedules = new Schedules(config.name(), tasks, metrics, clock, pulses);
        this.intakeThread = Thread.ofVirtual()
                .name("intake-" + config.name())
                .unstarted(Trail.here().around(intake));
        this.archive = new ArchiveWatch(cluster, metrics, report::lastDurable, clock, backups::listed);
        this.archiveThread = Thread.ofVirtual()
                .name("archive-" + config.name())
                .unstarted(Trail.here().around(archive));
        metrics.wal(config.name(), report);
        metrics.backups(config.name(), List.of(BackupReport.FULL), new BackupReport(backups, clock));
        metrics.drills(config.name(), drills.figures());
        dumps.ifPresent(each -> metrics.dumps(config.name(), each.figures()));
        this.watches = new Watches(cluster, metrics, clock);
        this.alarms = new Alarms(() -> metrics.readings(config.name()));
        this.desk = new ClusterDesk(walTiers::answer, jobs, dumps.map(ClusterDumps::jobs), drills.jobs(), new View());
    }

    /** What a tier does not give to a reader is brought there from another. */
    private static Thread repairs(OpenedCluster cluster, TierPlans plans) {
        String name = cluster.config().name();
        List<Tier> tiers = cluster.tiers().stream().map(OpenedTier::tier).toList();
        ObjectRepair repair = new ObjectRepair(new ClusterName(name), tiers, plans::wanted, cluster.fetcher()::over);
        RepairQueue queue = new RepairQueue(repair, new RepairReport(name));
        if (tiers.size() > 1) {
            cluster.damage().tell(queue);
        }
        return Thread.ofVirtual().name("repair-" + name).unstarted(Trail.here().around(queue));
    }

    private static IntakeSettings intakeSettings(ClusterConfig config) {
        WalConfig wal = config.wal();
        return new IntakeSettings(
                config.postgres().slot(),
                wal.tailInterval(),
                wal.parallel(),
                wal.statusInterval(),
                wal.stallTimeout(),
                SILENCE);
    }

    private static Duration longestCall(ClusterConfig config) {
        return config.tiers().stream()
                .map(TierConfig::timeout)
                .max(Duration::compareTo)
                .orElseThrow();
    }

    private static WalServerSettings serverSettings(ClusterConfig config) {
        WalServerSettings usual = WalServerSettings.defaults();
        return new WalServerSettings(
                config.restore().hold(),
                usual.gapHold(),
                config.restore().prefetch(),
                usual.prefetchBytes(),
                usual.idle());
    }

    String name() {
        return cluster.config().name();
    }

    /** Whether its server was reached once, or the reason is known why not. */
    boolean isTried() {
        return report.isTried();
    }

    /** Its loops that are stuck; none while all is well, whoever else is down. */
    List<String> late() {
        return pulses.late();
    }

    /** Does nothing once it was told to stop. */
    synchronized void start() {
        if (isStopping) {
            return;
        }
        isStarted = true;
        try (Trail.Step _ = Trail.cluster(name()).enter()) {
            Thread.ofVirtual().name("catalog-" + name()).start(Trail.here().around(backups::findNewest));
            Thread.ofVirtual().name("drills-" + name()).start(Trail.here().around(drills::recall));
            replications.start();
            prunings.start();
            repairs.start();
            intakeThread.start();
            archiveThread.start();
            schedules.start();
            watches.start();
        }
    }

    private Optional<ClusterDumps> dumpsIfAny() {
        return dumps;
    }

    private void backupTaken(BackupRecord backup) {
        losses.backedUp(backup.startTime(), backup.startLsn());
        schedules.backupTaken(backup.startTime());
        archive.taken(HeldMoments.shown(backup));
    }

    private void changed(String tier) {
        archive.changed(tier);
    }

    private void gone(String tier) {
        archive.changed(tier);
        if (tier.equals(cluster.tiers().getFirst().name())) {
            forgetDeleted();
        }
    }

    private void backUpSoon(String why, Lsn behind) {
        losses.broken(behind);
        LOG.atWarn()
                .addKeyValue("cluster", name())
                .addKeyValue("reason", why)
                .log("a new base backup is needed; unless the schedule is never, it is taken now");
        schedules.demandBackup();
    }

    /** A connection may live for months: what is known of its WAL must not grow for ever. */
    private void forgetDeleted() {
        try {
            Optional<Lineage> lineage = intake.lineage();
            if (lineage.isPresent()) {
                lineage.get().wal().inventory().refresh();
            }
        } catch (IOException e) {
            LOG.atDebug()
                    .addKeyValue("cluster", name())
                    .addKeyValue("error", e.getMessage())
                    .log("the WAL in the store could not be listed after a pruning; the next one does");
        }
    }

    /** The cluster as requests see it. */
    ClusterDesk desk() {
        return desk;
    }

    private Readiness readiness() {
        if (!isStarted) {
            return new Readiness(false, "waiting: what ran before the reload has not stopped yet");
        }
        if (report.isStandby()) {
            return new Readiness(false, "waiting: the server is a standby");
        }
        if (report.lastFailure().isPresent()) {
            return new Readiness(
                    false, String.valueOf(report.lastFailure().get().getMessage()));
        }
        return intake.positions().isStreaming() ? new Readiness(true, "streaming") : new Readiness(false, "connecting");
    }

    private ClusterStatus status() {
        return new ClusterStatus(
                readiness(),
                new ClusterStatus.Wal(report.durableLagBytes(), Optional.of(report.durableLag()), report.lastDurable()),
                backups.newest().map(HeldMoments::shown),
                drills.last(),
                schedules.jobs(),
                archive.tiers(replications::lagBytes),
                alarms.now());
    }

    /**
     * Ends what is under way, each part within a bound, which together are less than {@link Farewell#LIMIT}. Returns
     * when nothing streams any more, which a store that never answers puts off.
     */
    void stop() {
        boolean wasStarted = isToBeStopped();
        if (wasStarted) {
            stopWork();
        } else {
            jobs.close();
            dumps.ifPresent(ClusterDumps::close);
        }
        walTiers.close();
        cluster.close();
        if (wasStarted) {
            awaitIntake();
        }
    }

    /** Until it has let go of its slot and its archive: who takes this cluster's place must not find it there. */
    private void awaitIntake() {
        try {
            intakeThread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether it was started; if not, it never is from now on. */
    private synchronized boolean isToBeStopped() {
        isStopping = true;
        return isStarted;
    }

    private void stopWork() {
        try {
            jobs.close();
            dumps.ifPresent(ClusterDumps::close);
            drills.close();
            schedules.stop(Duration.ZERO);
            intake.stop(INTAKE_PATIENCE);
            // What a backup stored is deleted and its lease given back, as long as the stores are open.
            jobs.awaitEnd(BACKUP_PATIENCE);
            if (dumps.isPresent()) {
                dumps.get().jobs().awaitEnd(BACKUP_PATIENCE);
            }
            drills.jobs().awaitEnd(DRILL_PATIENCE);
            schedules.stop(DRILL_PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        repairs.interrupt();
        watches.stop();
        archive.stop();
        archiveThread.interrupt();
        prunings.stop(REPLICATION_PATIENCE);
        replications.stop(REPLICATION_PATIENCE);
    }

    private final class View implements ClusterDesk.View {
        @Override
        public Readiness readiness() {
            return ClusterDaemon.this.readiness();
        }

        @Override
        public ClusterStatus status() {
            return ClusterDaemon.this.status();
        }
    }

    /** What the intake's listener knows of backups, which are made after it. */
    private final class Known implements GapWatch.Known {
        private final AtomicReference<Lineage> last = new AtomicReference<>();

        @Override
        public Optional<Lineage> lineage() {
            return intake.lineage();
        }

        @Override
        public Optional<BackupRecord> newest(Lineage lineage) {
            return backups.newest(lineage.id());
        }

        @Override
        public void streams(Lineage lineage) {
            Lineage before = last.getAndSet(lineage);
            if (before != null && !before.id().equals(lineage.id())) {
                schedules.forgetBackups();
            }
        }
    }
}
