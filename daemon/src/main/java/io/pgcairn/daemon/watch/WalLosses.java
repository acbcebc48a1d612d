package io.pgcairn.daemon.watch;

import io.pgcairn.daemon.postgres.Lsn;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** What went wrong with a cluster's WAL and does not mend itself. Safe for use by several threads. */
public final class WalLosses {
    /** A second primary that goes on writing contradicts within every segment; one that was stopped does not. */
    private static final Duration SPLIT_TOLD = Duration.ofHours(1);

    private final InstantSource clock;

    // Guarded by this.
    private long gaps;
    private Instant lastGap = Instant.MIN;
    private Lsn behind = Lsn.ZERO;
    private long contradictions;
    private Instant lastContradiction = Instant.MIN;

    public WalLosses(InstantSource clock) {
        this.clock = clock;
    }

    /** WAL up to there was removed before it was stored. */
    synchronized void gap(Lsn to) {
        gaps++;
        lastGap = clock.instant();
        behind = to;
    }

    /**
     * WAL does not go on from the newest backup to where it streams in: the gap may have been there before this
     * process. One that is known is no other for being found again, so that a backup that is under way can end it.
     */
    public synchronized void broken(Lsn streaming) {
        if (gaps == 0) {
            gap(streaming);
        }
    }

    /** WAL goes on from a backup that was started then and there: what was lost before does not matter to it. */
    public synchronized void backedUp(Instant start, Lsn startLsn) {
        if (start.isAfter(lastGap) || !startLsn.isBefore(behind)) {
            gaps = 0;
        }
    }

    synchronized void contradiction() {
        contradictions++;
        lastContradiction = clock.instant();
    }

    /** Since the newest backup began. */
    synchronized long gaps() {
        return gaps;
    }

    /** Since the start of the process. */
    synchronized long contradictions() {
        return contradictions;
    }

    synchronized boolean isSplit() {
        return contradictions > 0 && clock.instant().isBefore(lastContradiction.plus(SPLIT_TOLD));
    }
}
