package io.pgcairn.daemon.retention;

import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.daemon.retention.PruneReport.Amount;
import io.pgcairn.daemon.retention.PruneReport.Kept;
import io.pgcairn.storage.ObjectInfo;
import io.pgcairn.storage.ObjectKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts what goes and what stays, in memory that does not grow with the number of segments. Used by one thread. */
final class PruneTally {
    private static final int MOST_KEYS = 10;

    private final Map<BackupId, Amount> backups = new LinkedHashMap<>();
    private final Map<BackupId, Amount> leftovers = new LinkedHashMap<>();
    private final SegmentRuns segments = new SegmentRuns();
    private final Map<String, Kept> kept = new LinkedHashMap<>();
    private final List<ObjectKey> lockedKeys = new ArrayList<>();
    private Amount wal = Amount.NONE;
    private Amount tails = Amount.NONE;
    private Amount locked = Amount.NONE;

    void backup(BackupId backup, ObjectInfo object) {
        backups.merge(backup, Amount.NONE.plus(object), Amount::plus);
    }

    void leftover(BackupId label, ObjectInfo object) {
        leftovers.merge(label, Amount.NONE.plus(object), Amount::plus);
    }

    void wal(WalJudge.Doomed gone) {
        if (gone.isSuperseded()) {
            tails = tails.plus(gone.object());
        } else {
            gone.segment().ifPresent(segments::add);
            wal = wal.plus(gone.object());
        }
    }

    void keptFor(String whom, BackupId backup) {
        kept.put(whom, kept.getOrDefault(whom, Kept.NOTHING).with(backup));
    }

    void keptFor(String whom, ObjectInfo object) {
        kept.put(whom, kept.getOrDefault(whom, Kept.NOTHING).with(object));
    }

    void locked(ObjectInfo object) {
        locked = locked.plus(object);
        if (lockedKeys.size() < MOST_KEYS) {
            lockedKeys.add(object.key());
        }
    }

    PruneReport report() {
        return new PruneReport(backups, leftovers, segments.runs(), wal, tails, kept, locked, lockedKeys);
    }
}
