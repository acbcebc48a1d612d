package io.pgcairn.daemon.restore;

import io.pgcairn.daemon.catalog.WalArchive;
import io.pgcairn.daemon.catalog.WalCoverage;
import io.pgcairn.daemon.catalog.WalInventory;
import io.pgcairn.daemon.postgres.SegmentName;
import io.pgcairn.daemon.postgres.TimelineHistory;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** The WAL along a history as one stream from a segment's start on; each segment is opened when it is reached. */
final class SegmentSequence extends InputStream {
    private final WalArchive archive;
    private final TimelineHistory history;
    private final long last;
    private long next;
    private InputStream current = InputStream.nullInputStream();

    /** @param first number of the first segment, {@code last} of the last that may be opened */
    SegmentSequence(WalArchive archive, TimelineHistory history, long first, long last) {
        this.archive = archive;
        this.history = history;
        this.next = first;
        this.last = last;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = current.read(bytes, offset, length);
        while (read < 0 && length > 0 && next <= last) {
            Optional<SegmentName> segment = holder(next++);
            if (segment.isEmpty()) {
                return -1;
            }
            current.close();
            current = archive.openSegment(segment.get());
            read = current.read(bytes, offset, length);
        }
        return read;
    }

    /** Where the segment of this number is: on its own timeline, or on that which it continues. */
    private Optional<SegmentName> holder(long number) {
        WalInventory inventory = archive.inventory();
        SegmentName wanted = WalCoverage.segmentOf(history, inventory.segmentSize(), number);
        if (isHeld(wanted)) {
            return Optional.of(wanted);
        }
        return history.ancestors().reversed().stream()
                .map(branch -> new SegmentName(branch.timeline(), number))
                .filter(older -> older.timeline().compareTo(wanted.timeline()) < 0 && isHeld(older))
                .findFirst();
    }

    private boolean isHeld(SegmentName segment) {
        return archive.inventory().isComplete(segment) || archive.inventory().tailBytes(segment) > 0;
    }

    @Override
    public void close() throws IOException {
        current.close();
    }
}
