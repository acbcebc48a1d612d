package io.pgcairn.daemon.catalog;

import java.time.Instant;
import java.util.Optional;

/**
 * What a lineage takes on one tier.
 *
 * @param backups base backups, good or not, with their holds
 * @param wal segments, tails and histories
 * @param dumps logical dumps
 * @param lastDay what the store took in the last 24 hours and still holds
 * @param lastWeek what it took in the last 7 days and still holds
 * @param walLastWeek how much of that is WAL
 * @param oldest when the store took the oldest object; empty if there is none
 */
public record ArchiveUsage(
        Amount backups,
        Amount wal,
        Amount dumps,
        Amount lastDay,
        Amount lastWeek,
        Amount walLastWeek,
        Optional<Instant> oldest) {
    /** How many objects, and what they take in the store. */
    public record Amount(long objects, long bytes) {
        public static final Amount NOTHING = new Amount(0, 0);

        public Amount plus(Amount other) {
            return new Amount(objects + other.objects, bytes + other.bytes);
        }
    }

    public Amount total() {
        return backups.plus(wal).plus(dumps);
    }
}
