package io.pgcairn.daemon.service;

import io.pgcairn.daemon.catalog.BackupRecord;
import io.pgcairn.daemon.catalog.ClusterName;
import io.pgcairn.daemon.catalog.Lineage;
import io.pgcairn.daemon.catalog.Lineages;
import io.pgcairn.daemon.cluster.OpenedCluster;
import io.pgcairn.daemon.cluster.OpenedTier;
import io.pgcairn.daemon.config.ClusterConfig;
import io.pgcairn.daemon.config.WalConfig;
import io.pgcairn.daemon.http.BackupJobs;
import io.pgcairn.daemon.http.ClusterDesk;
import io.pgcairn.daemon.http.ClusterStatus;
import io.pgcairn.daemon.http.Readiness;
import io.pgcairn.daemon.observe.BackupFigures;
import io.pgcairn.daemon.observe.Metrics;
import io.pgcairn.daemon.restore.WalServerSettings;
import io.pgcairn.daemon.restore.WalTiers;
import io.pgcairn.daemon.restore.WalTime;
import io.pgcairn.daemon.schedule.JobRunner;
import io.pgcairn.daemon.tier.ObjectRepair;
import io.pgcairn.daemon.tier.RepairQueue;
import io.pgcairn.daemon.tier.Tier;
import io.pgcairn.daemon.upkeep.PlannedTiers;
import io.pgcairn.daemon.upkeep.TierPlans;
import io.pgcairn.daemon.wal.Backoff;
import io.pgcairn.daemon.wal.IntakePositions;
import io.pgcairn.daemon.wal.IntakeSettings;
import io.pgcairn.daemon.wal.WalIntake;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
    private static final String FULL = "full";
    private static final Duration SILENCE = Duration.ofSeconds(60);
    private static final Duration BACKUP_PATIENCE = Duration.ofSeconds(3);
    private static final Duration REPLICATION_PATIENCE = Duration.ofSeconds(3);

    private final OpenedCluster cluster;
    private final WalIntake intake;
    private final IntakeReport report;
    private final WalTiers walTiers;
    private final Thread repairs;
    private final Replications replications;
    private final Prunings prunings;
    private final BackupJobs jobs;
    private final ClusterBackups backups;
    private final Optional<ClusterDumps> dumps;
    private final Schedules schedules;
    private final Thread intakeThread;
    private final ArchiveWatch archive;
    private final Thread archiveThread;

    ClusterDaemon(OpenedCluster cluster, Metrics metrics, Clock clock, SecureRandom random) {
        ClusterConfig config = cluster.config();
        IntakePositions positions = new IntakePositions(clock);
        this.cluster = cluster;
        this.report = new IntakeReport(config.name(), positions);
        this.intake = new WalIntake(
                cluster.connector(),
                cluster.lineages(),
                intakeSettings(config),
                new GapWatch(report, new Known(), this::backUpSoon),
                positions,
                new Backoff(Duration.ofMillis(250), Duration.ofSeconds(15), random),
                clock);
        Map<String, Lineages> readable = new LinkedHashMap<>();
        cluster.tiers().forEach(tier -> readable.put(tier.name(), tier.lineages()));
        this.walTiers = new WalTiers(readable, serverSettings(config), WalTime.system(), random);
        TierPlans plans = new PlannedTiers(cluster, clock);
        this.repairs = repairs(cluster, plans);
        this.replications = new Replications(cluster, plans, metrics, clock, random);
        this.backups = new ClusterBackups(cluster, intake, report, clock, OwnProcess.find(random), this::backupTaken);
        this.jobs = new BackupJobs(backups, clock);
        this.dumps = config.dumps().map(each -> new ClusterDumps(cluster, each, backups::lineage, clock));
        this.prunings = new Prunings(
                cluster,
                metrics,
                clock,
                random,
                () -> dumpsIfAny().flatMap(ClusterDumps::running),
                this::forgetDeleted);
        List<JobRunner.Task> tasks = new ArrayList<>();
        tasks.add(new JobRunner.Task(
                Schedules.plan(Schedules.BACKUP, config.name(), config.backup().schedule()),
                new ScheduledBackups(backups, cluster.store(), jobs)));
        dumps.ifPresent(each -> tasks.add(each.task()));
        this.schedules = new Schedules(config.name(), tasks, metrics, clock);
        this.intakeThread = Thread.ofVirtual().name("intake-" + config.name()).unstarted(intake);
        this.archive = new ArchiveWatch(cluster, metrics, report::lastDurable, clock);
        this.archiveThread = Thread.ofVirtual().name("archive-" + config.name()).unstarted(archive);
        metrics.wal(config.name(), report);
        metrics.backups(config.name(), List.of(FULL), new Figures());
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
        return Thread.ofVirtual().name("repair-" + name).unstarted(queue);
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

    void start() {
        Thread.ofVirtual().name("catalog-" + name()).start(backups::findNewest);
        replications.start();
        prunings.start();
        repairs.start();
        intakeThread.start();
        archiveThread.start();
        schedules.start();
    }

    private Optional<ClusterDumps> dumpsIfAny() {
        return dumps;
    }

    private void backupTaken(Instant start) {
        schedules.backupTaken(start);
    }

    private void backUpSoon(String why) {
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
        return new ClusterDesk(walTiers::answer, jobs, dumps.map(ClusterDumps::jobs), new View());
    }

    private Readiness readiness() {
        if (report.lastFailure().isPresent()) {
            return new Readiness(
                    false, String.valueOf(report.lastFailure().get().getMessage()));
        }
        return intake.positions().isStreaming() ? new Readiness(true, "streaming") : new Readiness(false, "connecting");
    }

    private ClusterStatus status() {
        return new ClusterStatus(
                readiness(),
                new ClusterStatus.Wal(report.durableLagBytes(), Optional.empty(), report.lastDurable()),
                backups.newest()
                        .map(backup -> new ClusterStatus.Backup(
                                backup.id().value(),
                                backup.name(),
                                backup.startTime(),
                                backup.stopTime(),
                                backup.plainBytes(),
                                backup.storedBytes())),
                Optional.empty(),
                schedules.jobs(),
                List.of(),
                List.of());
    }

    /** Ends what is under way: WAL is stored and acknowledged if that takes no longer than the patience. */
    void stop(Duration patience) {
        try {
            jobs.close();
            dumps.ifPresent(ClusterDumps::close);
            schedules.stop(Duration.ZERO);
            intake.stop(patience);
            // What a backup stored is deleted and its lease given back, as long as the stores are open.
            jobs.awaitEnd(BACKUP_PATIENCE);
            if (dumps.isPresent()) {
                dumps.get().jobs().awaitEnd(BACKUP_PATIENCE);
            }
            schedules.stop(BACKUP_PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        repairs.interrupt();
        archive.stop();
        archiveThread.interrupt();
        prunings.stop(REPLICATION_PATIENCE);
        replications.stop(REPLICATION_PATIENCE);
        walTiers.close();
        cluster.close();
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

    private final class Figures implements BackupFigures {
        @Override
        public Optional<Instant> lastSuccess(String type) {
            return type.equals(FULL) ? backups.newest().map(BackupRecord::stopTime) : Optional.empty();
        }

        @Override
        public long failures() {
            return backups.failures();
        }
    }
}
