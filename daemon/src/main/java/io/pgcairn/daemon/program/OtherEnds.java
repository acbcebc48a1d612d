package io.pgcairn.daemon.program;

import io.pgcairn.daemon.catalog.Lineage;
import io.pgcairn.daemon.cluster.OpenedCluster;
import io.pgcairn.daemon.cluster.OpenedTier;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.restore.RecoveryTarget;
import io.pgcairn.daemon.restore.RestorePlan;
import io.pgcairn.daemon.restore.RestorePlanner;
import io.pgcairn.daemon.restore.RestoreRequest;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;

/**
 * Looks whether another tier's WAL reaches further than that of the tier from which a restore to the latest moment is
 * planned: recovery reads one tier, and must not end early without anybody having said so.
 */
final class OtherEnds {
    private final OpenedCluster cluster;
    private final Clock clock;

    OtherEnds(OpenedCluster cluster, Clock clock) {
        this.cluster = cluster;
        this.clock = clock;
    }

    /** The plan, with a warning for every other tier that reaches further or could not be asked. */
    RestorePlan compare(RestorePlan plan, Lineage lineage, OpenedTier chosen) {
        RestorePlan told = plan;
        if (plan.request().target() instanceof RecoveryTarget.Latest) {
            for (OpenedTier other : cluster.tiers()) {
                Optional<String> warning =
                        other.name().equals(chosen.name()) ? Optional.empty() : warning(plan, lineage, chosen, other);
                if (warning.isPresent()) {
                    told = told.withWarning(warning.get());
                }
            }
        }
        return told;
    }

    private Optional<String> warning(RestorePlan plan, Lineage lineage, OpenedTier chosen, OpenedTier other) {
        try {
            Optional<Lineage> same = other.lineages().list().stream()
                    .filter(each -> each.id().equals(lineage.id()))
                    .findFirst();
            if (same.isEmpty()) {
                return Optional.empty();
            }
            RestorePlan there = new RestorePlanner(same.get(), clock).plan(anyBackup(plan.request()));
            return reachesFurther(there, plan)
                    ? Optional.of("tier " + other.name() + " holds WAL up to " + there.walEnd() + " of timeline "
                            + there.history().timeline().value() + ", tier " + chosen.name() + " only up to "
                            + plan.walEnd() + ": --tier " + other.name() + " reaches further")
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.of(unknown(other, e));
        } catch (CairnException e) {
            // What cannot be restored from there at all reaches no further.
            return e.getCause() instanceof IOException ? Optional.of(unknown(other, e)) : Optional.empty();
        }
    }

    /** Retention may have left other backups on another tier. */
    private static RestoreRequest anyBackup(RestoreRequest request) {
        return new RestoreRequest(
                request.target(),
                request.isInclusive(),
                request.timeline(),
                request.action(),
                Optional.empty(),
                request.tablespaces());
    }

    private static boolean reachesFurther(RestorePlan there, RestorePlan here) {
        int newer = Long.compare(
                there.history().timeline().value(), here.history().timeline().value());
        return newer > 0 || newer == 0 && there.walEnd().isAfter(here.walEnd());
    }

    private static String unknown(OpenedTier other, Exception e) {
        return "tier " + other.name() + " may hold later WAL and could not be asked: " + e.getMessage();
    }
}
