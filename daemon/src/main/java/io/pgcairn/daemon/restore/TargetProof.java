package io.pgcairn.daemon.restore;

import io.pgcairn.daemon.fault.Fault;
import io.pgcairn.daemon.postgres.Lsn;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/**
 * Proves from the WAL itself that replay stops at a target. PostgreSQL gives up when it comes to the end of the WAL
 * before it met a record at or behind the target.
 */
final class TargetProof {
    private final WalEvidence evidence;

    TargetProof(WalEvidence evidence) {
        this.evidence = evidence;
    }

    RestorePlan prove(RestorePlan plan) throws RestoreException, IOException {
        return switch (plan.request().target()) {
            case RecoveryTarget.Time(Instant time) -> requireLater(plan, time);
            case RecoveryTarget.Position(Lsn lsn) -> requireRecord(plan, lsn);
            case RecoveryTarget.Immediate _ -> plan;
            case RecoveryTarget.Transaction transaction -> requireEnd(plan, transaction);
            case RecoveryTarget.Latest _, RecoveryTarget.RestorePoint _ -> tryNewest(plan);
        };
    }

    private RestorePlan requireLater(RestorePlan plan, Instant time) throws RestoreException, IOException {
        Optional<Instant> newest = newest(plan);
        boolean isReached = newest.isPresent()
                && (newest.get().isAfter(time)
                        || !plan.request().isInclusive() && newest.get().equals(time));
        if (isReached) {
            return plan.withNewest(newest.get());
        }
        String end = "the WAL from backup " + plan.backup().id() + " ends at " + plan.walEnd()
                + newest.map(commit -> " with a transaction of " + commit).orElse(" without any transaction")
                + ", before time " + time;
        if (plan.isCutByGap()) {
            throw new RestoreException(
                    Fault.WAL_GAP, end + ", at a gap", "choose an earlier time, or a backup behind the gap");
        }
        throw new RestoreException(
                Fault.TARGET_UNREACHABLE,
                end,
                "if something was committed after that time, its WAL is on its way: try again in ten seconds; to get"
                        + " all there is, use --target latest; or choose another --target-timeline");
    }

    private RestorePlan requireRecord(RestorePlan plan, Lsn lsn) throws RestoreException, IOException {
        if (!evidence.hasRecord(plan.history(), lsn, plan.walEnd())) {
            throw new RestoreException(
                    Fault.TARGET_UNREACHABLE,
                    "LSN " + lsn + " is not reached: no whole WAL record starts there or later; the WAL ends at "
                            + plan.walEnd(),
                    "choose an earlier position, or --target latest");
        }
        return plan;
    }

    private RestorePlan requireEnd(RestorePlan plan, RecoveryTarget.Transaction transaction)
            throws RestoreException, IOException {
        Lsn from = plan.backup().startLsn();
        if (!evidence.mayEnd(transaction.withoutEpoch(), plan.history(), from, plan.walEnd())) {
            throw new RestoreException(
                    Fault.TARGET_UNREACHABLE,
                    transaction + " does not end in the WAL from " + from + " to " + plan.walEnd() + " on timeline "
                            + plan.history().timeline(),
                    "check the number (pg_waldump shows the ends of transactions), or choose another kind of target");
        }
        return tryNewest(plan);
    }

    /** For the reader of the plan only: without it the restore goes on. */
    private RestorePlan tryNewest(RestorePlan plan) {
        try {
            return newest(plan).map(plan::withNewest).orElse(plan);
        } catch (IOException e) {
            return plan.withWarning("the newest commit could not be read: " + e.getMessage());
        }
    }

    private Optional<Instant> newest(RestorePlan plan) throws IOException {
        return evidence.newestEnd(plan.history(), plan.backup().stopLsn(), plan.walEnd());
    }
}
