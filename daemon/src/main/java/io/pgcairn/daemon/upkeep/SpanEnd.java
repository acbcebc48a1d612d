package io.pgcairn.daemon.upkeep;

import io.pgcairn.crypto.NoMatchingIdentityException;
import io.pgcairn.daemon.catalog.RecoverableSpan;
import io.pgcairn.daemon.catalog.WalArchive;
import io.pgcairn.daemon.catalog.WalInventory;
import io.pgcairn.daemon.pipeline.NoIdentityException;
import io.pgcairn.daemon.restore.LastCommit;
import io.pgcairn.storage.StoreException;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Up to which moment a span can be restored.
 *
 * @param moment empty if nothing tells it
 * @param isExact whether a restore to it is known to end, and it is not about when a store took its last object
 */
public record SpanEnd(Optional<Instant> moment, boolean isExact) {
    private static final SpanEnd UNKNOWN = new SpanEnd(Optional.empty(), false);

    /**
     * Reads the last WAL where it can be opened, and else asks when it was stored. WAL that is opened without finding
     * a commit tells that no moment after it is reached, whenever it was stored.
     *
     * @param holders what the tiers that were asked hold of this lineage
     */
    public static SpanEnd of(WalArchive wal, List<WalInventory> holders, RecoverableSpan span) {
        if (span.isPoint()) {
            return new SpanEnd(Optional.of(span.first().stopTime()), true);
        }
        try {
            return LastCommit.before(wal, span.history(), span.first().stopLsn(), span.end())
                    .map(commit -> before(commit, span))
                    .orElse(UNKNOWN);
        } catch (NoIdentityException | NoMatchingIdentityException e) {
            return stored(holders, span);
        } catch (IOException e) {
            // Damage, which a restore or a repair tells about: a moment behind it would be refused.
            return UNKNOWN;
        }
    }

    /** Replay to a time ends at a commit after it: the last commit's own time is not reached, the one before is. */
    private static SpanEnd before(Instant commit, RecoverableSpan span) {
        Instant last = commit.minus(1, ChronoUnit.MICROS);
        return last.isBefore(span.first().stopTime()) ? UNKNOWN : new SpanEnd(Optional.of(last), true);
    }

    /** About, by one request on each store: nothing is opened. A tier that got it as a copy has it later. */
    public static SpanEnd stored(List<WalInventory> holders, RecoverableSpan span) {
        return new SpanEnd(
                holders.stream()
                        .flatMap(inventory -> storedAt(inventory, span))
                        .min(Comparator.naturalOrder())
                        .map(moment -> later(moment, span)),
                false);
    }

    private static Stream<Instant> storedAt(WalInventory inventory, RecoverableSpan span) {
        try {
            return inventory.storedAt(span.lastSegment(inventory.segmentSize())).stream();
        } catch (StoreException e) {
            return Stream.of();
        }
    }

    /** A restore never ends before the backup that it begins with. */
    private static Instant later(Instant moment, RecoverableSpan span) {
        Instant stop = span.newest().stopTime();
        return moment.isBefore(stop) ? stop : moment;
    }
}
