package io.pgcairn.daemon.upkeep;

import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.daemon.catalog.Lineage;
import io.pgcairn.daemon.catalog.LineageId;
import io.pgcairn.daemon.catalog.RestoreLeases;
import io.pgcairn.daemon.catalog.WalCoverage;
import io.pgcairn.daemon.catalog.WalInventory;
import io.pgcairn.daemon.cluster.OpenedTier;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.restore.RestorePlan;
import io.pgcairn.storage.ObjectMissingException;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Tells retention of a restore before the restore reads a backup. */
public final class RestoreLeasing {
    private final Clock clock;
    private final RandomGenerator random;
    private final RestorePins.Times times;
    private final MarkWatch marks;

    public RestoreLeasing(Clock clock, RandomGenerator random) {
        this(clock, random, RestorePins.Times.USUAL, new MarkWatch());
    }

    public RestoreLeasing(Clock clock, RandomGenerator random, RestorePins.Times times, MarkWatch marks) {
        this.clock = clock;
        this.random = random;
        this.times = times;
        this.marks = marks;
    }

    /**
     * Places leases on all tiers that hold the backup, and renews them until closed.
     *
     * @param tiers those that the restore may read
     * @param progress takes a warning of each tier that takes no lease
     */
    public RestorePins begin(BackupId backup, Lineage lineage, List<OpenedTier> tiers, Consumer<String> progress) {
        Consumer<String> warnings = text -> progress.accept("warning: " + text);
        Map<String, RestoreLeases> leases = new TreeMap<>();
        for (OpenedTier tier : tiers) {
            try {
                if (holds(tier, lineage.id(), backup)) {
                    leases.put(tier.name(), new RestoreLeases(tier.store(), lineage.id()));
                }
            } catch (IOException e) {
                warnings.accept("tier " + tier.name() + " cannot be asked, so retention there does not know of this"
                        + " restore: " + e.getMessage());
            }
        }
        RestorePins pins = new RestorePins(backup, leases, times, clock, random, warnings);
        pins.start();
        return pins;
    }

    private static boolean holds(OpenedTier tier, LineageId lineage, BackupId backup) throws IOException {
        try {
            return tier.lineages().open(lineage).backups().isCommitted(backup);
        } catch (ObjectMissingException e) {
            // The tier does not know the lineage.
            return false;
        }
    }

    /** Passes unless a prune that was under way deleted what the plan needs before it could see the lease. */
    public void requireOutlived(RestorePlan plan, Lineage lineage)
            throws IOException, CairnException, InterruptedException {
        BackupId backup = plan.backup().id();
        if (!marks.outlives(lineage, backup) || !reachesAsFar(plan, lineage)) {
            throw new BackupPrunedException(backup);
        }
    }

    /** By names alone: what the WAL says was proven before. A gap behind what is wanted, as of an island, is none. */
    private static boolean reachesAsFar(RestorePlan plan, Lineage lineage) throws IOException {
        WalInventory inventory = lineage.wal().inventory();
        inventory.refresh();
        WalCoverage coverage =
                WalCoverage.follow(inventory, plan.history(), plan.backup().startLsn());
        return !coverage.end().isBefore(plan.lastWanted());
    }
}
