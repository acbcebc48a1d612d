package io.pgcairn.daemon.restore;

import io.pgcairn.daemon.postgres.SegmentSize;
import java.util.HashMap;
import java.util.Map;

/**
 * The memory for segments that one cluster's restores share, whatever lineage or tier they read from: it is as much for
 * eight tiers as for one. Made on first use. Safe for use by several threads.
 */
final class SegmentMemory {
    private final WalServerSettings settings;

    // Guarded by this.
    private final Map<SegmentSize, SegmentBuffers> serving = new HashMap<>();
    private final Map<SegmentSize, SegmentBuffers> ahead = new HashMap<>();

    SegmentMemory(WalServerSettings settings) {
        this.settings = settings;
    }

    /** For segments that are fetched and sent. */
    synchronized SegmentBuffers serving(SegmentSize size) {
        return serving.computeIfAbsent(size, _ -> new SegmentBuffers(size.bytes(), settings.segmentsAtOnce(size)));
    }

    /** For segments that are fetched ahead. */
    synchronized SegmentBuffers ahead(SegmentSize size) {
        return ahead.computeIfAbsent(size, _ -> new SegmentBuffers(size.bytes(), settings.segmentsAhead(size)));
    }
}
