package io.pgcairn.daemon.job;

import io.pgcairn.daemon.catalog.BackupLease;
import io.pgcairn.daemon.catalog.LeaseLostException;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.trail.Trail;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renews a lease on a thread of its own while another one works under it, and interrupts that one when the lease is
 * lost. Closing it gives the lease back. {@link #during} and {@link #close} belong to the thread that works.
 */
final class LeaseRenewal implements AutoCloseable {
    /** What is done under a lease. */
    interface Work<T> {
        T run() throws CairnException, InterruptedException;
    }

    /** @param usual how long to wait between renewals, {@code failing} after one that did not work */
    record Pauses(Duration usual, Duration failing) {
        static final Pauses DEFAULT = new Pauses(Duration.ofSeconds(60), Duration.ofSeconds(5));
    }

    private static final Logger LOG = LoggerFactory.getLogger(LeaseRenewal.class);

    private final BackupLease lease;
    private final Pauses pauses;
    private final Thread worker = Thread.currentThread();
    private final Thread renewing;

    // Guarded by this.
    private boolean isOver;
    private @Nullable LeaseLostException lost;

    private LeaseRenewal(BackupLease lease, Pauses pauses) {
        this.lease = lease;
        this.pauses = pauses;
        this.renewing =
                Thread.ofVirtual().name("backup-lease").unstarted(Trail.here().around(this::renewAgainAndAgain));
    }

    static LeaseRenewal start(BackupLease lease, Pauses pauses) {
        LeaseRenewal renewal = new LeaseRenewal(lease, pauses);
        renewal.renewing.start();
        return renewal;
    }

    /**
     * Does the work; whatever it ends in after the lease was lost is told as that.
     *
     * @throws LeaseLostException the lease was lost meanwhile, and the work did not end well
     */
    <T> T during(Work<T> work) throws CairnException, InterruptedException {
        try {
            return work.run();
        } catch (CairnException | InterruptedException | RuntimeException e) {
            LeaseLostException why = forgetInterrupt();
            if (why != null) {
                throw new LeaseLostException(why, e);
            }
            throw e;
        }
    }

    /** Renews it now: the last word before something is done that only the holder may do. */
    void require() throws IOException, LeaseLostException {
        lease.renew();
    }

    private void renewAgainAndAgain() {
        Duration pause = pauses.usual();
        try {
            while (true) {
                Thread.sleep(pause);
                pause = renew() ? pauses.usual() : pauses.failing();
            }
        } catch (LeaseLostException e) {
            lose(e);
        } catch (InterruptedException e) {
            // The work is done.
        }
    }

    private boolean renew() throws LeaseLostException {
        try {
            lease.renew();
            return true;
        } catch (IOException e) {
            LOG.warn("the lease on a backup could not be renewed and is tried again: {}", e.getMessage());
            return false;
        } catch (RuntimeException e) {
            // A defect; without this thread nobody would notice that the lease is lost.
            LOG.warn("the lease on a backup could not be renewed and is tried again", e);
            return false;
        }
    }

    private synchronized void lose(LeaseLostException why) {
        if (!isOver) {
            lost = why;
            worker.interrupt();
        }
    }

    /** From here on nobody interrupts the worker because of the lease; what has done so is undone. */
    private synchronized @Nullable LeaseLostException forgetInterrupt() {
        isOver = true;
        if (lost != null) {
            Thread.interrupted();
        }
        return lost;
    }

    @Override
    public void close() {
        forgetInterrupt();
        renewing.interrupt();
        // Stores refuse to work for an interrupted thread, and this one may have been stopped that way.
        boolean wasInterrupted = Thread.interrupted();
        try {
            lease.release();
        } catch (IOException | RuntimeException e) {
            LOG.warn("the lease on a backup could not be given back; it ends by itself: {}", e.getMessage());
        } finally {
            if (wasInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
