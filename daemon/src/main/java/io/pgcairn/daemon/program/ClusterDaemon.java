package io.pgcairn.daemon.program;

import io.pgcairn.daemon.basebackup.BackupRequest;
import io.pgcairn.daemon.basebackup.BackupSettings;
import io.pgcairn.daemon.basebackup.BaseBackups;
import io.pgcairn.daemon.catalog.BackupRecord;
import io.pgcairn.daemon.catalog.ClusterName;
import io.pgcairn.daemon.catalog.Lineage;
import io.pgcairn.daemon.catalog.Lineages;
import io.pgcairn.daemon.config.BackupConfig;
import io.pgcairn.daemon.config.ClusterConfig;
import io.pgcairn.daemon.config.WalConfig;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.http.BackupJobs;
import io.pgcairn.daemon.http.BackupRunner;
import io.pgcairn.daemon.http.Readiness;
import io.pgcairn.daemon.http.WalDesk;
import io.pgcairn.daemon.observe.BackupFigures;
import io.pgcairn.daemon.observe.Metrics;
import io.pgcairn.daemon.restore.WalServerSettings;
import io.pgcairn.daemon.restore.WalTiers;
import io.pgcairn.daemon.restore.WalTime;
import io.pgcairn.daemon.tier.ObjectRepair;
import io.pgcairn.daemon.tier.RepairQueue;
import io.pgcairn.daemon.tier.Tier;
import io.pgcairn.daemon.wal.Backoff;
import io.pgcairn.daemon.wal.IntakePositions;
import io.pgcairn.daemon.wal.IntakeSettings;
import io.pgcairn.daemon.wal.WalIntake;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All that the daemon does for one cluster. A cluster that fails never stops its neighbour. */
final class ClusterDaemon {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterDaemon.class);
    private static final String FULL = "full";
    private static final Duration SILENCE = Duration.ofSeconds(60);
    private static final Duration BACKUP_WAL_PATIENCE = Duration.ofMinutes(10);
    private static final Duration REPLICATION_PATIENCE = Duration.ofSeconds(3);

    private final OpenedCluster cluster;
    private final WalIntake intake;
    private final IntakeReport report;
    private final WalTiers walTiers;
    private final Thread repairs;
    private final Replications replications;
    private final BackupJobs jobs;
    private final Clock clock;
    private final AtomicLong backupFailures = new AtomicLong();
    private volatile Optional<Instant> lastBackup = Optional.empty();
    private final Thread intakeThread;

    ClusterDaemon(OpenedCluster cluster, Metrics metrics, Clock clock, SecureRandom random) {
        ClusterConfig config = cluster.config();
        IntakePositions positions = new IntakePositions(clock);
        this.cluster = cluster;
        this.clock = clock;
        this.report = new IntakeReport(config.name(), positions);
        this.intake = new WalIntake(
                cluster.connector(),
                cluster.lineages(),
                intakeSettings(config),
                report,
                positions,
                new Backoff(Duration.ofMillis(250), Duration.ofSeconds(15), random),
                clock);
        Map<String, Lineages> readable = new LinkedHashMap<>();
        cluster.tiers().forEach(tier -> readable.put(tier.name(), tier.lineages()));
        this.walTiers = new WalTiers(readable, serverSettings(config), WalTime.system(), random);
        this.repairs = repairs(cluster);
        this.replications = new Replications(cluster, metrics, clock, random);
        this.jobs = new BackupJobs(this::backup, clock);
        this.intakeThread = Thread.ofVirtual().name("intake-" + config.name()).unstarted(intake);
        metrics.wal(config.name(), report);
        metrics.backups(config.name(), List.of(FULL), new Figures());
    }

    /** What a tier does not give to a reader is brought there from another. */
    private static Thread repairs(OpenedCluster cluster) {
        String name = cluster.config().name();
        List<Tier> tiers = cluster.tiers().stream().map(OpenedTier::tier).toList();
        ObjectRepair repair = new ObjectRepair(new ClusterName(name), tiers, cluster.fetcher()::over);
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
        Thread.ofVirtual().name("catalog-" + name()).start(this::findLastBackup);
        replications.start();
        repairs.start();
        intakeThread.start();
    }

    /** For the age of the last backup in the metrics, from the start and not only from the next backup on. */
    private void findLastBackup() {
        try {
            for (Lineage lineage : cluster.lineages().list()) {
                lineage.backups().list().forEach(this::noteBackup);
            }
        } catch (IOException e) {
            LOG.atWarn()
                    .addKeyValue("cluster", name())
                    .addKeyValue("error", e.getMessage())
                    .log("the backups in the store could not be listed; the age of the last one is not known yet");
        }
    }

    private synchronized void noteBackup(BackupRecord backup) {
        if (lastBackup.isEmpty() || lastBackup.get().isBefore(backup.stopTime())) {
            lastBackup = Optional.of(backup.stopTime());
        }
    }

    private String backup(Optional<String> note, BackupRunner.Progress progress)
            throws CairnException, InterruptedException {
        try {
            BackupRecord backup = backups()
                    .take(new BackupRequest(
                            note.orElse(""),
                            at -> progress.report(at.bytes(), at.totalBytes().orElse(0))));
            noteBackup(backup);
            return backup.id().value();
        } catch (CairnException e) {
            backupFailures.incrementAndGet();
            throw e;
        }
    }

    private BaseBackups backups() throws NotStreamingException {
        Lineage lineage = intake.lineage().orElseThrow(() -> new NotStreamingException(name(), report.lastFailure()));
        BackupSettings settings = new BackupSettings(
                cluster.config().backup().parallel(),
                cluster.config().backup().packSizeBytes(),
                BackupSettings.DEFAULT.packFiles(),
                cluster.config().backup().checkpoint() == BackupConfig.Checkpoint.FAST);
        return new BaseBackups(
                cluster.connector(),
                lineage,
                (_, stop) -> intake.awaitDurable(stop, BACKUP_WAL_PATIENCE),
                settings,
                clock);
    }

    WalDesk walDesk() {
        return walTiers::answer;
    }

    BackupJobs jobs() {
        return jobs;
    }

    Readiness.State state() {
        if (report.lastFailure().isPresent()) {
            return new Readiness.State(
                    false, String.valueOf(report.lastFailure().get().getMessage()));
        }
        return intake.positions().isStreaming()
                ? new Readiness.State(true, "streaming")
                : new Readiness.State(false, "connecting");
    }

    /** Ends what is under way: WAL is stored and acknowledged if that takes no longer than the patience. */
    void stop(Duration patience) {
        try {
            jobs.close();
            intake.stop(patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        repairs.interrupt();
        replications.stop(REPLICATION_PATIENCE);
        walTiers.close();
        cluster.close();
    }

    private final class Figures implements BackupFigures {
        @Override
        public Optional<Instant> lastSuccess(String type) {
            return type.equals(FULL) ? lastBackup : Optional.empty();
        }

        @Override
        public long failures() {
            return backupFailures.get();
        }
    }
}
