package io.pgcairn.daemon.restore;

import io.pgcairn.daemon.catalog.WalCoverage;
import io.pgcairn.daemon.fault.Fault;
import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.postgres.SegmentName;
import io.pgcairn.daemon.postgres.SegmentSize;
import io.pgcairn.daemon.postgres.TimelineHistory;
import io.pgcairn.daemon.postgres.TimelineId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Proves from names alone that what replay will ask for is in the store. */
final class ChainProof {
    private final RestoreFacts facts;
    private final RestoreRequest request;
    private final StartingPoint start;

    ChainProof(RestoreFacts facts, RestoreRequest request, StartingPoint start) {
        this.facts = facts;
        this.request = request;
        this.start = start;
    }

    /** How far the WAL reaches from the backup's start, once everything up to the target is known to be there. */
    WalCoverage prove() throws RestoreException {
        requireHistories();
        requireNewestTimeline();
        WalCoverage coverage = WalCoverage.follow(
                facts.inventory(), start.history(), start.backup().startLsn());
        requireConsistency(coverage);
        requireTarget(coverage);
        requireOneContent(coverage);
        return coverage;
    }

    private void requireHistories() throws RestoreException {
        List<TimelineId> way = new ArrayList<>(start.history().ancestors().stream()
                .map(TimelineHistory.Branch::timeline)
                .toList());
        way.add(start.history().timeline());
        for (TimelineId timeline : way) {
            boolean isNeeded = timeline.compareTo(start.backup().timeline()) >= 0;
            if (isNeeded && !facts.histories().containsKey(timeline)) {
                throw new RestoreException(
                        Fault.OBJECT_MISSING,
                        "replay passes timeline " + timeline + ", but "
                                + facts.unreadable().getOrDefault(timeline, timeline.historyFileName() + " is missing"),
                        "bring back " + timeline.historyFileName() + ", or choose another timeline");
            }
        }
    }

    /** "Latest" is not to mean an older timeline because the newest one's history cannot be read. */
    private void requireNewestTimeline() throws RestoreException {
        if (!(request.timeline() instanceof TargetTimeline.Latest)) {
            return;
        }
        for (TimelineId broken : facts.unreadable().keySet()) {
            if (broken.compareTo(start.history().timeline()) > 0) {
                throw new RestoreException(
                        Fault.CORRUPT,
                        "the newest timeline cannot be found out: "
                                + facts.unreadable().get(broken),
                        "choose with --target-timeline " + start.history().timeline()
                                + ", or bring back the history of timeline " + broken);
            }
        }
    }

    private void requireConsistency(WalCoverage coverage) throws RestoreException {
        if (coverage.end().isBefore(start.backup().stopLsn())) {
            throw new RestoreException(
                    Fault.WAL_GAP,
                    "backup " + start.backup().id() + " needs WAL up to "
                            + start.backup().stopLsn() + ", but it reaches only to " + coverage.end()
                            + missing(coverage),
                    "choose another backup with --backup");
        }
    }

    private void requireTarget(WalCoverage coverage) throws RestoreException {
        switch (request.target()) {
            case RecoveryTarget.Latest _ -> requireNoGap(coverage);
            case RecoveryTarget.Position(Lsn lsn) -> requirePosition(coverage, lsn);
            case RecoveryTarget.Time(var time) -> requirePast(time);
            case RecoveryTarget.Immediate _, RecoveryTarget.Transaction _, RecoveryTarget.RestorePoint _ -> {}
        }
    }

    private void requireNoGap(WalCoverage coverage) throws RestoreException {
        if (coverage.missing().isPresent()) {
            throw new RestoreException(
                    Fault.WAL_GAP,
                    "the WAL from backup " + start.backup().id() + " to the end has a gap" + missing(coverage),
                    "choose a target before the gap, such as --target-lsn with a position before " + coverage.end());
        }
    }

    /** A target position is reached by a record that starts there or later, so the WAL has to go beyond it. */
    private void requirePosition(WalCoverage coverage, Lsn lsn) throws RestoreException {
        if (coverage.end().isAfter(lsn)) {
            return;
        }
        if (coverage.missing().isPresent()) {
            throw new RestoreException(
                    Fault.WAL_GAP,
                    "LSN " + lsn + " lies behind a gap: the WAL from backup "
                            + start.backup().id() + " reaches to " + coverage.end() + missing(coverage),
                    "choose a position before " + coverage.end() + ", or a backup behind the gap");
        }
        throw new RestoreException(
                Fault.TARGET_UNREACHABLE,
                "LSN " + lsn + " is not reached: the WAL of timeline "
                        + start.history().timeline() + " ends at " + coverage.end(),
                "choose an earlier position, --target latest, or another --target-timeline");
    }

    private void requirePast(Instant time) throws RestoreException {
        if (time.isAfter(facts.now())) {
            throw new RestoreException(
                    Fault.TARGET_INVALID,
                    "time " + time + " lies in the future, it is " + facts.now() + " now",
                    "choose a time that has passed, or --target latest");
        }
    }

    /** A segment of which two servers wrote different contents cannot be served. */
    private void requireOneContent(WalCoverage coverage) throws RestoreException {
        SegmentSize size = facts.inventory().segmentSize();
        long last = size.numberOf(RestorePlan.lastWanted(request, start.backup(), coverage.end()));
        for (long number = size.numberOf(start.backup().startLsn()); number <= last; number++) {
            SegmentName segment = WalCoverage.segmentOf(start.history(), size, number);
            if (facts.inventory().isContradictory(segment)) {
                throw new RestoreException(
                        Fault.CORRUPT,
                        name(segment) + " has two different contents: two servers wrote one timeline",
                        "choose a target before LSN " + segment.start(size));
            }
        }
    }

    private String missing(WalCoverage coverage) {
        return coverage.missing()
                .map(segment -> ": " + name(segment) + " is missing or incomplete")
                .orElse("");
    }

    private String name(SegmentName segment) {
        return segment.fileName(facts.inventory().segmentSize());
    }
}
