package io.pgcairn.daemon.tier;

import io.pgcairn.storage.StoreUnavailableException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How many bytes a second pass, all streams together. Bytes are let through in the order in which streams ask, a small
 * piece at a time, so that no stream waits for another one's whole object; after a pause no more than a tenth of a
 * second's worth passes at once. Safe for use by several threads.
 */
public final class ByteRate {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long BURST = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int PIECES_A_SECOND = 20;
    private static final int MOST_PIECE = 256 << 10;

    private final long bytesPerSecond;
    private final RateTime time;

    /** The moment at which all bytes that were asked for so far have passed. */
    private long passedAt;

    /** @param bytesPerSecond from 1; {@link Long#MAX_VALUE} lets everything through */
    public ByteRate(long bytesPerSecond) {
        this(bytesPerSecond, RateTime.system());
    }

    ByteRate(long bytesPerSecond, RateTime time) {
        if (bytesPerSecond < 1) {
            throw new IllegalArgumentException("a rate lets a byte a second through at least: " + bytesPerSecond);
        }
        this.bytesPerSecond = bytesPerSecond;
        this.time = time;
        this.passedAt = time.nanos() - BURST;
    }

    /** Lets everything through. */
    public static ByteRate unlimited() {
        return new ByteRate(Long.MAX_VALUE);
    }

    /** How many bytes a stream asks for at once, so that others have their turn in between. */
    int piece() {
        return Math.clamp(bytesPerSecond / PIECES_A_SECOND, 1, MOST_PIECE);
    }

    /**
     * Waits until this many bytes may pass; at once where nothing passed lately.
     *
     * @throws StoreUnavailableException the thread was interrupted; it still is
     */
    void pass(int bytes) throws StoreUnavailableException {
        if (bytesPerSecond == Long.MAX_VALUE) {
            return;
        }
        long wait = reserve(bytes);
        if (wait <= 0) {
            return;
        }
        try {
            time.sleep(Duration.ofNanos(wait));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException("interrupted while waiting for the tier's rate", "", e);
        }
    }

    /** Nanoseconds until these bytes' turn. Whoever asks later comes later: that is what makes it fair. */
    private synchronized long reserve(int bytes) {
        long now = time.nanos();
        if (now - passedAt > BURST) {
            passedAt = now - BURST;
        }
        passedAt += Math.max(1, Math.round((double) bytes * SECOND / bytesPerSecond));
        return passedAt - now;
    }
}
