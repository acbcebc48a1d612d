package io.pgcairn.daemon.restore;

import io.pgcairn.daemon.postgres.SegmentSize;
import java.time.Duration;

/**
 * How {@code restore_command} is answered.
 *
 * @param hold for how long a request is held while the store fails in a way that may pass
 * @param gapHold for how long a missing segment is looked for again before it is called a gap: a store
 *     that several daemons write to may show a later one a moment before an earlier one
 * @param prefetch how many segments are fetched ahead at most
 * @param prefetchBytes what the segments fetched ahead may take of memory
 * @param idle after how long without a request the memory is given back
 */
public record WalServerSettings(Duration hold, Duration gapHold, int prefetch, long prefetchBytes, Duration idle) {
    /** Segments above this are not fetched ahead, and served one at a time. */
    private static final int LARGE_BYTES = 64 << 20;

    private static final int SERVED_AT_ONCE = 2;

    public WalServerSettings {
        if (hold.isNegative() || gapHold.isNegative() || idle.isNegative()) {
            throw new IllegalArgumentException("a time is not negative: " + hold + ", " + gapHold + ", " + idle);
        }
        if (prefetch < 0 || prefetchBytes < 0) {
            throw new IllegalArgumentException("a number is not negative: " + prefetch + ", " + prefetchBytes);
        }
    }

    /** A minute's hold, 15 s for gaps, four segments and 64 MiB ahead, given back after a minute. */
    public static WalServerSettings defaults() {
        return new WalServerSettings(
                Duration.ofMinutes(1), Duration.ofSeconds(15), 4, LARGE_BYTES, Duration.ofMinutes(1));
    }

    /** How many segments of this size are fetched ahead. */
    int segmentsAhead(SegmentSize size) {
        if (prefetch == 0 || size.bytes() > LARGE_BYTES) {
            return 0;
        }
        return (int) Math.max(1, Math.min(prefetch, prefetchBytes / size.bytes()));
    }

    /** How many segments of this size are fetched and sent at once, beside those that were fetched ahead. */
    int segmentsAtOnce(SegmentSize size) {
        return size.bytes() > LARGE_BYTES ? 1 : SERVED_AT_ONCE;
    }
}
