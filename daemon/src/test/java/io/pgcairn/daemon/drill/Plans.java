package io.pgcairn.daemon.drill;

import io.pgcairn.daemon.catalog.BackupRecord;
import io.pgcairn.daemon.catalog.StoredRecords;
import io.pgcairn.daemon.postgres.SegmentSize;
import io.pgcairn.daemon.postgres.TimelineHistory;
import io.pgcairn.daemon.postgres.TimelineId;
import io.pgcairn.daemon.restore.PlannedTablespace;
import io.pgcairn.daemon.restore.RecoveryTarget;
import io.pgcairn.daemon.restore.RestorePlan;
import io.pgcairn.daemon.restore.RestoreRequest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Plans of restores that nobody carries out: a backup of 2000 bytes in segment 5, of 1 MiB. */
final class Plans {
    private Plans() {}

    static RestorePlan to(RecoveryTarget target) {
        TimelineHistory history = TimelineHistory.root(TimelineId.FIRST);
        BackupRecord backup = StoredRecords.backup(Instant.parse("2026-11-21T11:00:00Z"), history, 5);
        return new RestorePlan(
                RestoreRequest.to(target),
                backup,
                history,
                new SegmentSize(1 << 20),
                backup.stopLsn(),
                false,
                Optional.empty(),
                List.of(new PlannedTablespace(16_400, "/srv/tablespace", Path.of("/srv/tablespace"))),
                List.of(),
                List.of());
    }
}
