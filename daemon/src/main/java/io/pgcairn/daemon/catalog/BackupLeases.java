package io.pgcairn.daemon.catalog;

import io.pgcairn.daemon.pipeline.CorruptFrameException;
import io.pgcairn.storage.ObjectStore;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The lease that a base backup of a lineage is taken under, so that of several daemons one takes it. A lease that is
 * not renewed for its life is dead; whoever wants it judges that by what it saw itself, with a clock that nobody sets.
 * So one of these is to be kept and asked again. Safe for use by several threads.
 */
public final class BackupLeases {
    /** How long a lease lives without being renewed. */
    public static final Duration LIFE = Duration.ofSeconds(180);

    private static final int MOST_ROUNDS = 8;

    private final LineageId lineage;
    private final LeaseTerms terms;
    private final LeaseHolder holder;
    private final LongSupplier nanos;

    // Guarded by this: the term that is somebody else's, and since when it is seen.
    private long seenTerm;
    private long seenSince;
    private @Nullable BackupLease last;

    /**
     * @param store the first tier, which decides for all daemons that share it
     * @param nanos a clock that only goes forward, in nanoseconds
     */
    public BackupLeases(ObjectStore store, LineageId lineage, LeaseHolder holder, LongSupplier nanos) {
        this.lineage = lineage;
        this.terms = new LeaseTerms(store, lineage);
        this.holder = holder;
        this.nanos = nanos;
    }

    /**
     * Takes the lease.
     *
     * @throws LeaseTakenException somebody holds it, or may
     * @throws IOException the store did not answer as it should; nothing is held
     */
    public synchronized BackupLease acquire() throws IOException, LeaseTakenException {
        LeaseTerm ours = new LeaseTerm(true, holder.name(), holder.process(), "", LIFE);
        for (int round = 0; round < MOST_ROUNDS; round++) {
            long newest = terms.newest();
            Optional<LeaseTerm> term = newest == 0 ? Optional.empty() : read(newest);
            if (term.isEmpty() && newest > 0) {
                continue; // It was renewed or released between the two requests.
            }
            if (term.isPresent() && isLive(newest, term.get())) {
                throw new LeaseTakenException(lineage, term.get());
            }
            long began = nanos.getAsLong();
            if (terms.put(newest + 1, ours)) {
                terms.deleteBefore(newest + 1);
                BackupLease lease = new BackupLease(terms, lineage, ours, nanos, newest + 1, began);
                last = lease;
                return lease;
            }
        }
        throw new LeaseTakenException(lineage, new LeaseTerm(true, "several others", "", "", LIFE));
    }

    /** A term that nobody can read lives as long as any other. */
    private Optional<LeaseTerm> read(long number) throws IOException {
        try {
            return terms.read(number);
        } catch (CorruptFrameException e) {
            return Optional.of(new LeaseTerm(true, "somebody whose lease cannot be read", "", "", LIFE));
        }
    }

    private boolean isLive(long number, LeaseTerm term) {
        if (!term.isHeld() || holder.isGone(term.process())) {
            return false;
        }
        if (term.holder().equals(holder.name()) && (last == null || last.isOver())) {
            return false; // Ours without our knowing: an answer was lost.
        }
        if (number != seenTerm) {
            seenTerm = number;
            seenSince = nanos.getAsLong();
        }
        return nanos.getAsLong() - seenSince < term.life().toNanos();
    }
}
