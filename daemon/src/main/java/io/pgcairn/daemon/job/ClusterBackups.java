package io.pgcairn.daemon.job;

import io.pgcairn.daemon.basebackup.BackupRequest;
import io.pgcairn.daemon.basebackup.BackupSettings;
import io.pgcairn.daemon.basebackup.BaseBackups;
import io.pgcairn.daemon.catalog.BackupHold;
import io.pgcairn.daemon.catalog.BackupHolds;
import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.daemon.catalog.BackupLease;
import io.pgcairn.daemon.catalog.BackupLeases;
import io.pgcairn.daemon.catalog.BackupRecord;
import io.pgcairn.daemon.catalog.LeaseHolder;
import io.pgcairn.daemon.catalog.Lineage;
import io.pgcairn.daemon.catalog.LineageId;
import io.pgcairn.daemon.cluster.OpenedCluster;
import io.pgcairn.daemon.config.BackupConfig;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;
import io.pgcairn.daemon.http.BackupOrder;
import io.pgcairn.daemon.http.BackupRunner;
import io.pgcairn.daemon.pipeline.ObjectFailure;
import io.pgcairn.daemon.upkeep.TierHolding;
import io.pgcairn.daemon.wal.WalIntake;
import io.pgcairn.daemon.watch.IntakeReport;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One cluster's base backups: each is taken under the lease that several daemons share, and pinned before it is good if
 * that was asked for. Safe for use by several threads.
 */
final class ClusterBackups implements BackupRunner {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterBackups.class);

    /** How far ahead the clock of another daemon may be; what began later was named by one that is wrong. */
    private static final Duration SKEW = Duration.ofMinutes(5);

    private static final Duration ASKED_AGAIN = Duration.ofMinutes(1);

    private static final Duration WAL_PATIENCE = Duration.ofMinutes(10);

    private final OpenedCluster cluster;
    private final WalIntake intake;
    private final IntakeReport report;
    private final Clock clock;
    private final LeaseHolder holder;
    private final BackupNaming naming;
    private final Consumer<BackupRecord> taken;
    private final AtomicLong failures = new AtomicLong();
    private volatile Optional<Instant> runningSince = Optional.empty();
    private final KnownBackups known;
    private final Map<LineageId, BackupLeases> leases = new ConcurrentHashMap<>();

    /**
     * @param holder what this process is called in leases
     * @param taken is told each good backup
     */
    ClusterBackups(
            OpenedCluster cluster,
            WalIntake intake,
            IntakeReport report,
            Clock clock,
            LeaseHolder holder,
            Consumer<BackupRecord> taken) {
        this.cluster = cluster;
        this.intake = intake;
        this.report = report;
        this.clock = clock;
        this.holder = holder;
        this.taken = taken;
        this.known = new KnownBackups(clock, () -> intake.lineage().map(Lineage::id));
        this.naming = new BackupNaming(cluster.tiers());
    }

    /** The lineage that backups belong to now. */
    Lineage lineage() throws NotStreamingException {
        return intake.lineage()
                .orElseThrow(() -> new NotStreamingException(cluster.config().name(), report.lastFailure()));
    }

    @Override
    public void admit(BackupOrder order) throws CairnException {
        if (!order.name().isEmpty()) {
            naming.requireFreeOnFirst(lineage().id(), order.name());
        }
    }

    @Override
    public String run(BackupOrder order, BackupRunner.Progress progress) throws CairnException, InterruptedException {
        try {
            Lineage lineage = lineage();
            BackupLease lease = acquire(lineage.id());
            try (LeaseRenewal renewal = LeaseRenewal.start(lease, LeaseRenewal.Pauses.DEFAULT)) {
                Optional<BackupId> other = madeNeedless(lineage.id(), order);
                if (other.isPresent()) {
                    return other.get().value();
                }
                runningSince = Optional.of(clock.instant());
                BackupRecord backup = renewal.during(() -> take(lineage, lease, renewal, order, progress));
                note(lineage.id(), backup);
                taken.accept(backup);
                return backup.id().value();
            }
        } catch (CairnException e) {
            if (e.fault() != Fault.BACKUP_BUSY) {
                failures.incrementAndGet();
            }
            throw e;
        } finally {
            runningSince = Optional.empty();
        }
    }

    private BackupLease acquire(LineageId lineage) throws CairnException {
        try {
            return leases.computeIfAbsent(
                            lineage,
                            id -> new BackupLeases(cluster.tiers().getFirst().store(), id, holder, System::nanoTime))
                    .acquire();
        } catch (IOException e) {
            throw ObjectFailure.of("taking the lease on backups of " + lineage, e);
        }
    }

    /** Another daemon's, committed after the schedule asked the store and before the lease was ours. */
    private Optional<BackupId> madeNeedless(LineageId lineage, BackupOrder order) throws CairnException {
        if (order.due().isEmpty()) {
            return Optional.empty();
        }
        Optional<BackupId> other = new NewestBackup(cluster.tiers().getFirst().store())
                .find(lineage, clock.instant().plus(SKEW))
                .filter(label -> !label.moment().isBefore(order.due().get()));
        other.ifPresent(label -> LOG.atInfo()
                .addKeyValue("cluster", cluster.config().name())
                .addKeyValue("backup", label)
                .log("no backup is taken: another daemon has taken the one that was due"));
        return other;
    }

    private BackupRecord take(
            Lineage lineage, BackupLease lease, LeaseRenewal renewal, BackupOrder order, BackupRunner.Progress progress)
            throws CairnException, InterruptedException {
        naming.requireFree(lineage.id(), order.name());
        BackupSettings settings = new BackupSettings(
                cluster.config().backup().parallel(),
                cluster.config().backup().packSizeBytes(),
                BackupSettings.DEFAULT.packFiles(),
                cluster.config().backup().checkpoint() == BackupConfig.Checkpoint.FAST);
        BaseBackups backups = new BaseBackups(
                cluster.connector(), lineage, (_, stop) -> intake.awaitDurable(stop, WAL_PATIENCE), settings, clock);
        return backups.take(new BackupRequest(
                order.name(),
                order.note(),
                at -> {
                    lease.taking(at.id());
                    progress.report(at.bytes(), at.totalBytes().orElse(0));
                },
                id -> {
                    pin(lineage.id(), id, order);
                    renewal.require();
                }));
    }

    /** Before the mark: there is no moment at which the backup is good and not held. */
    private void pin(LineageId lineage, BackupId backup, BackupOrder order) throws IOException {
        if (order.pin().isPresent()) {
            Instant now = clock.instant();
            BackupHold hold =
                    new BackupHold(backup, now, order.pin().get().span().map(now::plus));
            new BackupHolds(cluster.store(), lineage).place(hold, order.note().isEmpty() ? order.name() : order.note());
        }
    }

    /** What the store has, for the age of the last backup in metrics and status: asked until it answers. */
    void findNewest() {
        try {
            while (!listNewest()) {
                Thread.sleep(ASKED_AGAIN);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean listNewest() {
        try {
            SequencedMap<LineageId, List<BackupRecord>> found = new LinkedHashMap<>();
            for (Lineage lineage : cluster.lineages().list()) {
                found.put(lineage.id(), lineage.backups().list());
            }
            known.listed(found);
            return true;
        } catch (IOException e) {
            LOG.atWarn()
                    .addKeyValue("cluster", cluster.config().name())
                    .addKeyValue("error", e.getMessage())
                    .log("the backups in the store could not be listed; the age of the last one is not known yet");
            return false;
        }
    }

    void note(LineageId lineage, BackupRecord backup) {
        known.note(lineage, backup);
    }

    /** The first tier was looked at. */
    void listed(List<TierHolding> first) {
        SequencedMap<LineageId, List<BackupRecord>> found = new LinkedHashMap<>();
        first.forEach(each -> found.put(each.lineage().id(), each.contents().backups()));
        known.listed(found);
    }

    /** The newest good backup of a lineage that is known here. */
    Optional<BackupRecord> newest(LineageId lineage) {
        return known.newest(lineage);
    }

    /** The newest good backup of any lineage that is known here. */
    Optional<BackupRecord> newest() {
        return known.newest();
    }

    /** Since when one has been under way. */
    Optional<Instant> runningSince() {
        return runningSince;
    }

    /** Since when the first tier is known to hold none of the lineage that is backed up. */
    Optional<Instant> missingSince() {
        return known.missingSince();
    }

    /** Backups that failed since the start. */
    long failures() {
        return failures.get();
    }
}
