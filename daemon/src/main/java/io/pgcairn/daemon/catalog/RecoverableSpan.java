package io.pgcairn.daemon.catalog;

import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.postgres.SegmentName;
import io.pgcairn.daemon.postgres.SegmentSize;
import io.pgcairn.daemon.postgres.TimelineHistory;
import io.pgcairn.daemon.postgres.TimelineId;
import java.util.Optional;

/**
 * A stretch of a lineage's life of which every moment can be restored: from a backup's stop to where its WAL ends.
 *
 * @param history along which it lies
 * @param first the oldest backup in it; it begins when this one stopped
 * @param newest the newest backup in it
 * @param end the position after the last byte that can be replayed
 * @param missing the segment at which WAL is missing though later WAL is held; empty if it goes on as WAL comes
 * @param isPoint whether it is no more than the backup by itself, with the WAL that this needs
 */
public record RecoverableSpan(
        TimelineHistory history,
        BackupRecord first,
        BackupRecord newest,
        Lsn end,
        Optional<SegmentName> missing,
        boolean isPoint) {
    /** The segment that holds its last byte. */
    public SegmentName lastSegment(SegmentSize size) {
        return WalCoverage.segmentOf(history, size, size.numberOf(lastByte()));
    }

    /** The timeline on which it ends. */
    public TimelineId timeline() {
        return history.timelineAt(lastByte());
    }

    private Lsn lastByte() {
        return new Lsn(Math.max(0, end.value() - 1));
    }

    /** Whether a history says the same of this span: it has not branched off before its end. */
    boolean isPartOf(TimelineHistory other) {
        return other.endOf(history.timeline())
                .filter(branch -> !branch.isBefore(end))
                .isPresent();
    }
}
