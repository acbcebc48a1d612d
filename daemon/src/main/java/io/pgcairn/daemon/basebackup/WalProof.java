package io.pgcairn.daemon.basebackup;

import io.pgcairn.daemon.catalog.WalArchive;
import io.pgcairn.daemon.catalog.WalCoverage;
import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.postgres.SegmentName;
import io.pgcairn.daemon.postgres.TimelineId;
import java.io.IOException;

/** Proves from the names in the store that all WAL a backup needs is there. */
final class WalProof {
    private WalProof() {}

    /** Fails if a byte from the backup's start to its stop is not durable. */
    static void require(WalArchive wal, TimelineId timeline, Lsn start, Lsn stop)
            throws IOException, BackupFailedException {
        wal.inventory()
                .refreshFrom(
                        SegmentName.containing(timeline, start, wal.inventory().segmentSize()));
        WalCoverage coverage = WalCoverage.follow(wal.inventory(), wal.history(timeline), start);
        if (coverage.end().isBefore(stop)) {
            throw new BackupFailedException(
                    "WAL of the backup has a gap: it is needed from " + start + " to " + stop + ", and is durable to "
                            + coverage.end() + " only",
                    "see the log for why WAL was not received, and take another backup once it is again",
                    null);
        }
    }
}
