package io.pgcairn.daemon.retention;

import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.daemon.catalog.DumpShelf;
import io.pgcairn.daemon.catalog.LineageId;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.StoreForbiddenException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Lets the logical dumps of one lineage go from one tier that are older than they are to be kept, and what failed ones
 * left. Ages are counted back from the newest good dump, not from now: a clock that jumps and a month without dumps
 * delete nothing. The newest good dump stays always. Used by one thread.
 */
public final class DumpPruning {
    private static final Duration SKEW = Duration.ofMinutes(5);

    private final Order order;
    private final List<BackupId> expired = new ArrayList<>();
    private final List<BackupId> leftovers = new ArrayList<>();
    private final List<ObjectKey> locked = new ArrayList<>();
    private long bytes;

    /**
     * What is to be done.
     *
     * @param keep how long dumps are kept
     * @param leftoversAfter how old what a failed dump left must be before it goes
     * @param spared dumps without a mark here that are not to be touched: one that is being taken, and on a tier that
     *     is not the first those that the first holds, since they may be on their way
     * @param isDry whether nothing is deleted
     */
    public record Order(
            LineageId lineage,
            Duration keep,
            Duration leftoversAfter,
            Set<BackupId> spared,
            Instant now,
            boolean isDry) {
        public Order {
            spared = Set.copyOf(spared);
        }
    }

    /**
     * What went, or would go.
     *
     * @param expired good dumps
     * @param leftovers labels without a mark
     * @param bytes what all of it took
     * @param locked what the store did not let go; it is tried again the next time
     * @param refusal why nothing goes; empty if nothing speaks against it
     */
    public record Report(
            List<BackupId> expired, List<BackupId> leftovers, long bytes, List<ObjectKey> locked, String refusal) {
        public Report {
            expired = List.copyOf(expired);
            leftovers = List.copyOf(leftovers);
            locked = List.copyOf(locked);
        }
    }

    public DumpPruning(Order order) {
        this.order = order;
    }

    /** Prunes one tier; may be called again after any interruption, with a new object. */
    public Report prune(ObjectStore store) throws StoreException {
        DumpShelf shelf = DumpShelf.read(store, order.lineage());
        // What only one of two listings shows is being written or deleted; the next time will tell.
        if (!shelf.entries()
                .keySet()
                .equals(DumpShelf.read(store, order.lineage()).entries().keySet())) {
            return report("the dumps change while they are listed");
        }
        List<BackupId> good = shelf.entries().entrySet().stream()
                .filter(each -> each.getValue().isCommitted() && isMoment(each.getKey()))
                .map(Map.Entry::getKey)
                .toList();
        String refusal = refusal(good);
        if (!refusal.isEmpty()) {
            return report(refusal);
        }
        for (Map.Entry<BackupId, DumpShelf.Entry> each : shelf.entries().entrySet()) {
            if (isExpired(each.getKey(), each.getValue(), good) || isLeftover(each.getKey(), each.getValue())) {
                remove(store, each.getKey(), each.getValue());
            }
        }
        return report("");
    }

    private Report report(String refusal) {
        return new Report(expired, leftovers, bytes, locked, refusal);
    }

    /** A jump of the clock is to be confirmed by a second dump before it makes the others old. */
    private String refusal(List<BackupId> good) {
        int count = good.size();
        if (count > 0 && good.getLast().moment().isAfter(order.now().plus(SKEW))) {
            return "dump " + good.getLast() + " is from the future: the clock went back, or was ahead";
        }
        if (count > 2) {
            Duration last = between(good.get(count - 2), good.getLast());
            Duration before = between(good.get(count - 3), good.get(count - 2));
            if (last.compareTo(order.keep()) > 0 && last.compareTo(before.multipliedBy(3)) > 0) {
                return "dump " + good.getLast()
                        + " is far from the one before it: a second one is to confirm the clock";
            }
        }
        return "";
    }

    private boolean isExpired(BackupId id, DumpShelf.Entry entry, List<BackupId> good) {
        return entry.isCommitted()
                && isMoment(id)
                && id.moment().isBefore(good.getLast().moment().minus(order.keep()));
    }

    private static Duration between(BackupId older, BackupId newer) {
        return Duration.between(older.moment(), newer.moment());
    }

    private boolean isLeftover(BackupId id, DumpShelf.Entry entry) {
        Instant oldEnough = order.now().minus(order.leftoversAfter());
        return !entry.isCommitted()
                && entry.newest().isBefore(oldEnough)
                && !(isMoment(id) && id.moment().isAfter(oldEnough))
                && !order.spared().contains(id);
    }

    private static boolean isMoment(BackupId id) {
        try {
            id.moment();
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** The mark goes first: what is left from then on is no dump. If it stays, the rest does. */
    private void remove(ObjectStore store, BackupId id, DumpShelf.Entry entry) throws StoreException {
        if (entry.mark().isPresent() && !delete(store, List.of(entry.mark().get()))) {
            return;
        }
        (entry.isCommitted() ? expired : leftovers).add(id);
        bytes += entry.bytes();
        if (!entry.parts().isEmpty()) {
            delete(store, entry.parts());
        }
    }

    private boolean delete(ObjectStore store, List<ObjectKey> keys) throws StoreException {
        try {
            if (!order.isDry()) {
                store.delete(keys);
            }
            return true;
        } catch (StoreForbiddenException e) {
            locked.addAll(keys);
            return false;
        }
    }
}
