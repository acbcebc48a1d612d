package io.pgcairn.daemon.retention;

import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.daemon.postgres.TimelineId;
import io.pgcairn.storage.ObjectInfo;
import io.pgcairn.storage.ObjectKey;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What went from one tier, or would go.
 *
 * @param backups expired ones, in the order in which they went
 * @param leftovers what was under labels without a mark
 * @param segments runs of segments, whole or as tails, oldest first
 * @param wal what those runs took, histories included
 * @param tails those whose segment is there as a whole
 * @param kept what stays for another tier, by whom it is for
 * @param locked what the store did not let go
 * @param lockedKeys the first of the locked objects
 */
public record PruneReport(
        Map<BackupId, Amount> backups,
        Map<BackupId, Amount> leftovers,
        List<Run> segments,
        Amount wal,
        Amount tails,
        Map<String, Kept> kept,
        Amount locked,
        List<ObjectKey> lockedKeys) {
    /** How many objects, and what they take. */
    public record Amount(long objects, long bytes) {
        public static final Amount NONE = new Amount(0, 0);

        Amount plus(ObjectInfo object) {
            return plus(new Amount(1, object.size()));
        }

        /** Both together. */
        public Amount plus(Amount other) {
            return new Amount(objects + other.objects, bytes + other.bytes);
        }
    }

    /** Segments of one timeline, one after the other, by number, both included. */
    public record Run(TimelineId timeline, long first, long last) {}

    /**
     * What stays for another tier.
     *
     * @param wal segments, tails and histories
     */
    public record Kept(Set<BackupId> backups, Amount wal) {
        static final Kept NOTHING = new Kept(Set.of(), Amount.NONE);

        public Kept {
            backups = Collections.unmodifiableSet(new TreeSet<>(backups));
        }

        Kept with(BackupId backup) {
            Set<BackupId> more = new TreeSet<>(backups);
            more.add(backup);
            return new Kept(more, wal);
        }

        Kept with(ObjectInfo object) {
            return new Kept(backups, wal.plus(object));
        }
    }

    public PruneReport {
        backups = Collections.unmodifiableMap(new LinkedHashMap<>(backups));
        leftovers = Collections.unmodifiableMap(new LinkedHashMap<>(leftovers));
        segments = List.copyOf(segments);
        kept = Collections.unmodifiableMap(new LinkedHashMap<>(kept));
        lockedKeys = List.copyOf(lockedKeys);
    }

    /** All that went. */
    public Amount gone() {
        return sum(backups).plus(sum(leftovers)).plus(wal).plus(tails);
    }

    private static Amount sum(Map<BackupId, Amount> amounts) {
        return amounts.values().stream().reduce(Amount.NONE, Amount::plus);
    }
}
