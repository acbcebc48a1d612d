package io.pgcairn.daemon.service;

import io.pgcairn.daemon.catalog.BackupRecord;
import io.pgcairn.daemon.catalog.ClusterName;
import io.pgcairn.daemon.catalog.Lineage;
import io.pgcairn.daemon.catalog.Lineages;
import io.pgcairn.daemon.cluster.OpenedCluster;
import io.pgcairn.daemon.cluster.OpenedTier;
import io.pgcairn.daemon.config.ClusterConfig;
import io.pgcairn.daemon.config.TierConfig;
import io.pgcairn.daemon.config.WalConfig;
import io.pgcairn.daemon.http.ClusterDesk;
import io.pgcairn.daemon.http.ClusterStatus;
import io.pgcairn.daemon.http.Readiness;
import io.pgcairn.daemon.job.ClusterJobs;
import io.pgcairn.daemon.observe.Metrics;
import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.pulse.Pulses;
import io.pgcairn.daemon.restore.WalServerSettings;
import io.pgcairn.daemon.restore.WalTiers;
import io.pgcairn.daemon.restore.WalTime;
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
import io.pgcairn.daemon.watch.GapWatch;
import io.pgcairn.daemon.watch.IntakeReport;
import io.pgcairn.daemon.watch.WalLosses;
import io.pgcairn.daemon.watch.Watches;
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

    /** For what only reads: it ends as soon as its store or its server answers, or is closed. */
    private static final Duration READERS_PATIENCE = Duration.ofSeconds(5);

    private static final Duration REPLICATION_PATIENCE = Duration.ofSeconds(3);

    private final OpenedCluster cluster;
    private final Pulses pulses = new Pulses(System::nanoTime);
    private final WalIntake intake;
    private final IntakeReport report;
    private final WalLosses losses;
    private final Watches watches;
    private final WalTiers walTiers;
    private final Thread repairs;
    private final Replications replications;
    private final ClusterJobs jobs;
    private final Thread intakeThread;
    private final ClusterDesk desk;

    // Guarded by this.
    private boolean isStopping;
    private volatile boolean isStarted;

    ClusterDaemon(OpenedCluster cluster, ClusterJobs.Shared shared, Metrics metrics) {
        Clock clock = shared.clock();
        SecureRandom random = shared.random();
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
        this.jobs = new ClusterJobs(cluster, shared, intake, report, metrics, pulses, new Events());
        this.intakeThread = Thread.ofVirtual()
                .name("intake-" + config.name())
                .unstarted(Trail.here().around(intake));
        this.watches = new Watches(cluster, metrics, report, clock, jobs::listed);
        metrics.wal(config.name(), report);
        this.desk = new ClusterDesk(walTiers::answer, jobs.backups(), jobs.dumps(), jobs.drills(), new View());
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
            jobs.start();
            replications.start();
            repairs.start();
            intakeThread.start();
            watches.start();
        }
    }

    private void changed(String tier) {
        watches.changed(tier);
    }

    private void backUpSoon(String why, Lsn behind) {
        losses.broken(behind);
        LOG.atWarn()
                .addKeyValue("cluster", name())
                .addKeyValue("reason", why)
                .log("a new base backup is needed; unless the schedule is never, it is taken now");
        jobs.demandBackup();
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
                jobs.newest().map(ClusterStatus.Backup::of),
                jobs.lastDrill(),
                jobs.scheduled(),
                watches.tiers(replications::lagBytes),
                watches.alarms());
    }

    /**
     * Ends what is under way, each part within a bound, which together are less than {@link Farewell#LIMIT}; what only
     * reads is waited for a little longer. Returns when nothing streams any more, which a store that never answers puts
     * off.
     */
    void stop() {
        boolean wasStarted = isToBeStopped();
        jobs.close();
        if (wasStarted) {
            stopWork();
        }
        walTiers.close();
        cluster.close();
        if (wasStarted) {
            awaitEnd();
        }
    }

    /** Until it has let go of its slot and its archive: who takes this cluster's place must not find it there. */
    private void awaitEnd() {
        long end = System.nanoTime() + READERS_PATIENCE.toNanos();
        List<Thread> readers = new ArrayList<>(jobs.readers());
        readers.add(watches.reader());
        readers.add(repairs);
        try {
            for (Thread reader : readers) {
                reader.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
            }
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
            jobs.endSchedules();
            intake.stop(INTAKE_PATIENCE);
            jobs.awaitEnd();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        repairs.interrupt();
        watches.stop();
        jobs.endPruning();
        replications.stop(REPLICATION_PATIENCE);
    }

    private final class Events implements ClusterJobs.Events {
        @Override
        public void taken(BackupRecord backup) {
            losses.backedUp(backup.startTime(), backup.startLsn());
            watches.taken(backup);
        }

        @Override
        public void pruned(String tier) {
            watches.changed(tier);
            if (tier.equals(cluster.tiers().getFirst().name())) {
                forgetDeleted();
            }
        }
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
            return jobs.newest(lineage.id());
        }

        @Override
        public void streams(Lineage lineage) {
            watches.streaming();
            Lineage before = last.getAndSet(lineage);
            if (before != null && !before.id().equals(lineage.id())) {
                jobs.forgetBackups();
            }
        }
    }
}
