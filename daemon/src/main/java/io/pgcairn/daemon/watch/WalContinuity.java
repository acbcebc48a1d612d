package io.pgcairn.daemon.watch;

import io.pgcairn.daemon.catalog.BackupRecord;
import io.pgcairn.daemon.catalog.Lineage;
import io.pgcairn.daemon.catalog.WalCoverage;
import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.postgres.TimelineHistory;
import io.pgcairn.daemon.postgres.TimelineId;
import java.io.IOException;
import java.util.Optional;

/** Whether WAL goes on from a backup to where it streams in now. */
final class WalContinuity {
    private WalContinuity() {}

    /**
     * Whether WAL is missing between the two that no longer comes: nothing after the gap can be restored from this
     * backup. Where that cannot be told, since the history of another timeline cannot be read here, it is not claimed.
     *
     * @param from where streaming begins
     */
    static boolean isBroken(Lineage lineage, BackupRecord backup, TimelineId timeline, Lsn from) {
        return history(lineage, backup, timeline)
                .filter(along -> isOn(along, backup))
                .filter(along -> !from.isBefore(backup.startLsn()))
                .map(along -> WalCoverage.follow(lineage.wal().inventory(), along, backup.startLsn())
                        .end()
                        .isBefore(from))
                .orElse(false);
    }

    private static Optional<TimelineHistory> history(Lineage lineage, BackupRecord backup, TimelineId timeline) {
        if (timeline.equals(backup.timeline())) {
            return Optional.of(backup.history().orElseGet(() -> TimelineHistory.root(timeline)));
        }
        try {
            return Optional.of(lineage.wal().history(timeline));
        } catch (IOException e) {
            // Sealed for somebody else, perhaps.
            return Optional.empty();
        }
    }

    private static boolean isOn(TimelineHistory along, BackupRecord backup) {
        return along.timeline().equals(backup.timeline())
                || along.endOf(backup.timeline())
                        .filter(end -> !end.isBefore(backup.stopLsn()))
                        .isPresent();
    }
}
