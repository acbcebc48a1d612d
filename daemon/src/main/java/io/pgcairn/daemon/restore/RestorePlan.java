package io.pgcairn.daemon.restore;

import io.pgcairn.daemon.catalog.BackupRecord;
import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.postgres.SegmentSize;
import io.pgcairn.daemon.postgres.TimelineHistory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a restore will do, proven to be possible before a byte is copied.
 *
 * @param backup from which it starts
 * @param history which it follows; its timeline becomes recovery_target_timeline
 * @param walEnd up to where WAL is known to be there without a gap
 * @param isCutByGap whether there is WAL behind {@code walEnd} that replay does not come to
 * @param newestCommit the last commit before {@code walEnd}, if it was looked for
 * @param tablespaces where they go
 * @param branches all timelines of the lineage, a line each
 * @param warnings what an operator should know
 */
public record RestorePlan(
        RestoreRequest request,
        BackupRecord backup,
        TimelineHistory history,
        SegmentSize segmentSize,
        Lsn walEnd,
        boolean isCutByGap,
        Optional<Instant> newestCommit,
        List<PlannedTablespace> tablespaces,
        List<String> branches,
        List<String> warnings) {
    public RestorePlan {
        tablespaces = List.copyOf(tablespaces);
        branches = List.copyOf(branches);
        warnings = List.copyOf(warnings);
    }

    /** The last position that replay may want: the target's where it is a position, otherwise the end of the WAL. */
    public Lsn lastWanted() {
        return lastWanted(request, backup, walEnd);
    }

    static Lsn lastWanted(RestoreRequest request, BackupRecord backup, Lsn walEnd) {
        return switch (request.target()) {
            case RecoveryTarget.Immediate _ -> backup.stopLsn();
            case RecoveryTarget.Position(Lsn lsn) -> lsn;
            case RecoveryTarget.Latest _,
                    RecoveryTarget.Time _,
                    RecoveryTarget.Transaction _,
                    RecoveryTarget.RestorePoint _ -> walEnd;
        };
    }

    /** How many WAL segments replay reads at most. */
    public long segments() {
        // A target position is a byte that replay reads; every other end is the byte behind the last one.
        boolean isRead = request.target() instanceof RecoveryTarget.Position;
        Lsn lastByte = isRead ? lastWanted() : lastWanted().plus(-1);
        return segmentSize.numberOf(lastByte) - segmentSize.numberOf(backup.startLsn()) + 1;
    }

    /** The plan as an operator reads it, lines ended by a newline each. */
    public String text() {
        return PlanText.of(this);
    }

    RestorePlan withNewest(Instant commit) {
        return new RestorePlan(
                request,
                backup,
                history,
                segmentSize,
                walEnd,
                isCutByGap,
                Optional.of(commit),
                tablespaces,
                branches,
                warnings);
    }

    /** The same plan with one more warning. */
    public RestorePlan withWarning(String warning) {
        List<String> more = new ArrayList<>(warnings);
        more.add(warning);
        return new RestorePlan(
                request, backup, history, segmentSize, walEnd, isCutByGap, newestCommit, tablespaces, branches, more);
    }
}
