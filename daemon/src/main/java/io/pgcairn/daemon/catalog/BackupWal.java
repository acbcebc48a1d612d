package io.pgcairn.daemon.catalog;

import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.postgres.SegmentName;
import io.pgcairn.daemon.postgres.SegmentSize;
import io.pgcairn.daemon.postgres.TimelineId;
import io.pgcairn.storage.ObjectLister;
import io.pgcairn.storage.StoreException;
import java.util.Optional;

/**
 * The WAL from a backup's start to its stop. A backup stays on one timeline, so it is a row of that timeline's segments
 * and, after the first, the timeline's history file.
 */
record BackupWal(LineageId lineage, BackupRecord backup, SegmentSize size) {
    /** What a store lacks of it, in words; empty if nothing. */
    Optional<String> missingIn(ObjectLister store) throws StoreException {
        WalNames names = new WalNames(lineage, size);
        TimelineId timeline = backup.timeline();
        SegmentName first = SegmentName.containing(timeline, backup.startLsn(), size);
        Lsn lastByte =
                new Lsn(Math.max(backup.stopLsn().value() - 1, backup.startLsn().value()));
        SegmentName last = SegmentName.containing(timeline, lastByte, size);
        WalIndex index = new WalIndex(names, size);
        ListedPages.list(store, names.prefix(), names.before(first), object -> {
            index.put(names.parse(object.key()));
            return object.key().value().compareTo(names.before(last.next())) < 0;
        });
        for (SegmentName segment = first; segment.compareTo(last) <= 0; segment = segment.next()) {
            Lsn needed = segment.equals(last) ? lastByte.plus(1) : segment.end(size);
            SegmentHolding holding = index.holding(segment);
            Lsn held = segment.start(size).plus(holding.coveredBytes());
            if (!holding.isComplete() && held.isBefore(needed)) {
                return Optional.of("WAL segment " + segment.fileName(size));
            }
        }
        return timeline.equals(TimelineId.FIRST) ? Optional.empty() : missingHistory(store, names);
    }

    /** A string that lists just before the first of it. */
    String from() {
        WalNames names = new WalNames(lineage, size);
        return backup.timeline().equals(TimelineId.FIRST)
                ? names.before(SegmentName.containing(backup.timeline(), backup.startLsn(), size))
                : names.prefix() + backup.timeline().historyFileName();
    }

    private Optional<String> missingHistory(ObjectLister store, WalNames names) throws StoreException {
        String stem = names.prefix() + backup.timeline().historyFileName() + "-";
        return store.list(stem, "", 1).objects().isEmpty()
                ? Optional.of("the history file of timeline " + backup.timeline())
                : Optional.empty();
    }
}
