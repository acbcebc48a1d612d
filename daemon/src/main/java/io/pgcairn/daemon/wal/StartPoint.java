package io.pgcairn.daemon.wal;

import io.pgcairn.daemon.catalog.WalInventory;
import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.postgres.SegmentName;
import io.pgcairn.daemon.postgres.SegmentSize;
import io.pgcairn.daemon.postgres.TimelineId;

/**
 * Where streaming may begin.
 *
 * @param timeline the timeline to stream
 * @param from the segment start to stream from
 * @param durable what is durable from there on without a gap; {@code from} or later
 */
record StartPoint(TimelineId timeline, Lsn from, Lsn durable) {
    /**
     * How many bytes of the first segment are durable as tails of this very timeline. What is durable right behind a
     * switch is so under the old timeline's name: the new one's tails have to repeat it, or nobody could read them.
     */
    int tailEnd(WalInventory inventory) {
        SegmentSize size = inventory.segmentSize();
        return Math.min(inventory.tailBytes(SegmentName.containing(timeline, from, size)), size.offsetOf(durable));
    }
}
