package io.pgcairn.daemon.catalog;

import io.pgcairn.storage.StoreException;
import java.io.IOException;
import java.util.function.LongSupplier;

/** A lease that is held, as long as it is renewed well before it ends. Safe for use by several threads. */
public final class BackupLease {
    private final LeaseTerms terms;
    private final LineageId lineage;
    private final LongSupplier nanos;
    private final LeaseTerm term;

    // Told by whoever takes the backup, who must not wait for a store that is asked for a renewal.
    private volatile String backup = "";

    // Guarded by this.
    private long number;
    private long renewed;
    private boolean isOver;

    BackupLease(LeaseTerms terms, LineageId lineage, LeaseTerm term, LongSupplier nanos, long number, long renewed) {
        this.terms = terms;
        this.lineage = lineage;
        this.term = term;
        this.nanos = nanos;
        this.number = number;
        this.renewed = renewed;
    }

    /**
     * Renews it. One that could not be renewed for most of its life counts as lost: whoever waits may take it soon.
     *
     * @throws LeaseLostException it is somebody else's by now, or may be soon
     * @throws IOException the store did not answer as it should; to be tried again soon
     */
    public synchronized void renew() throws IOException, LeaseLostException {
        if (isOver) {
            throw new LeaseLostException("the lease on backups of " + lineage + " is lost", null);
        }
        long began = nanos.getAsLong();
        try {
            if (terms.put(number + 1, term.with(backup))) {
                number++;
                renewed = began;
                terms.deleteBefore(number);
                return;
            }
        } catch (StoreException | RuntimeException e) {
            if (began - renewed < term.life().toNanos() / 6 * 5) {
                throw e;
            }
            isOver = true;
            throw new LeaseLostException("the lease on backups of " + lineage + " could not be renewed in time", e);
        }
        isOver = true;
        throw new LeaseLostException("the lease on backups of " + lineage + " was taken over by another daemon", null);
    }

    /** From the next renewal on it says which backup is taken. */
    public void taking(BackupId label) {
        backup = label.value();
    }

    /** Gives it back. One that was lost is left as it is. */
    public synchronized void release() throws IOException {
        if (isOver) {
            return;
        }
        isOver = true;
        LeaseTerm released = new LeaseTerm(false, term.holder(), term.process(), backup, term.life());
        if (terms.put(number + 1, released)) {
            terms.deleteBefore(number + 1);
        } else if (terms.read(number + 1).filter(term::isOf).isPresent()) {
            // A renewal whose answer was lost.
            terms.put(number + 2, released);
        }
    }

    synchronized boolean isOver() {
        return isOver;
    }
}
