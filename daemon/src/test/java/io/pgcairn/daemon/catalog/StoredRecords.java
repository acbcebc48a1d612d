package io.pgcairn.daemon.catalog;

import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.postgres.SystemId;
import io.pgcairn.daemon.postgres.TimelineHistory;
import io.pgcairn.daemon.postgres.TimelineId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Backups of which only the facts matter. */
public final class StoredRecords {
    private StoredRecords() {}

    /**
     * A backup that takes a minute.
     *
     * @param history of its timeline
     * @param segment in which it starts and stops, of 1 MiB
     */
    public static BackupRecord backup(Instant started, TimelineHistory history, long segment) {
        return backup(started, history.timeline(), Optional.of(history), segment, 1000);
    }

    public static BackupRecord backup(
            Instant started, TimelineId timeline, Optional<TimelineHistory> history, long segment, long storedBytes) {
        Lsn start = new Lsn(segment << 20);
        return new BackupRecord(
                BackupId.startedAt(started),
                "",
                "",
                new SystemId(42),
                180_006,
                timeline,
                history,
                start.plus(40),
                start.plus(256),
                started,
                started.plusSeconds(60),
                1000,
                "/data",
                List.of(),
                List.of(),
                0,
                2 * storedBytes,
                storedBytes,
                0);
    }
}
