package io.pgcairn.daemon.cli;

import io.pgcairn.daemon.fault.CairnException;
import java.util.Optional;

/** Prunes tiers. */
@FunctionalInterface
public interface TierPruner {
    /**
     * What went, or would go.
     *
     * @param isRefused whether of any tier nothing could be pruned
     */
    record Result(Report report, boolean isRefused) {}

    /**
     * Prunes by the configured retention.
     *
     * @param tier which tier alone; empty for all
     * @param dryRun whether to say only what would go
     */
    Result prune(ClusterSelection selection, Optional<String> tier, boolean dryRun)
            throws CairnException, InterruptedException;
}
