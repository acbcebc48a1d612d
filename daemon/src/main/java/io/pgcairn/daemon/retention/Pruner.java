package io.pgcairn.daemon.retention;

import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.daemon.catalog.BackupShelf;
import io.pgcairn.daemon.catalog.LineageId;
import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.StoreException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/**
 * Follows a plan on one tier: expired backups, mark first; then WAL that no kept backup needs, oldest first; then what
 * failed backups left. It may die anywhere and be started again with a new plan, and two of them may run at once: each
 * kept backup is whole at every moment. Used by one thread, once.
 */
public final class Pruner {
    /**
     * What to do.
     *
     * @param catalogue what the plan was made from
     * @param shelf the tier's backups, listed once before the catalogue was read
     * @param leftoversAfter how old what has no mark must be
     * @param isDry whether to count only
     */
    public record Order(
            LineageId lineage,
            TierCatalogue catalogue,
            RetentionPlan.Decided plan,
            BackupShelf shelf,
            Duration leftoversAfter,
            Instant now,
            boolean isDry) {
        /** Whether both listings show the same good backups; if not, one of them may be partial. */
        public boolean isSettled() {
            Set<BackupId> listed = new HashSet<>();
            shelf.entries().forEach((id, entry) -> {
                if (entry.isCommitted() && !entry.isBuried()) {
                    listed.add(id);
                }
            });
            Set<BackupId> read = new HashSet<>();
            catalogue.backups().forEach(backup -> read.add(backup.id()));
            return listed.equals(read);
        }
    }

    /** Tells which backups restores read now, by asking the tier. */
    @FunctionalInterface
    public interface Readers {
        Set<BackupId> now() throws StoreException;
    }

    private final Order order;
    private final PruneTally tally = new PruneTally();
    private final BackupPruning backups;
    private final WalPruning wal;
    private final LeftoverPruning leftovers;

    public Pruner(Order order, OtherTiers others, Readers readers, ObjectStore store) {
        Removal removal = order.isDry() ? Removal.DRY : new StoreRemoval(store);
        PruneTools tools = new PruneTools(order, others, readers, store, removal, tally);
        this.order = order;
        this.backups = new BackupPruning(tools);
        this.wal = new WalPruning(tools);
        this.leftovers = new LeftoverPruning(tools);
    }

    /**
     * Prunes. What was done is in {@link #report()}, also after an error.
     *
     * @return false if it stopped since the plan no longer fits what there is: one is to be made anew
     * @throws InterruptedException the thread was told to end; nothing is half done that the next one would not end
     */
    public boolean run() throws IOException, InterruptedException {
        if (!order.isSettled() || !backups.run() || !wal.run(backups.spared())) {
            return false;
        }
        leftovers.run();
        return true;
    }

    /** What was done so far. */
    public PruneReport report() {
        return tally.report();
    }
}
