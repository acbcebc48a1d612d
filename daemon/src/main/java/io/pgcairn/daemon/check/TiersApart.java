package io.pgcairn.daemon.check;

import io.pgcairn.daemon.cli.Checker.Finding;
import io.pgcairn.daemon.cluster.Clusters;
import io.pgcairn.daemon.config.ClusterConfig;
import io.pgcairn.daemon.config.TierConfig;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.tier.Tier;
import io.pgcairn.storage.StoreException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** The tiers of a cluster that does not open as a whole: one that is configured wrong leaves the others to be tried. */
record TiersApart(Clusters clusters, ClusterConfig config, Clock clock) {
    /**
     * Tries each tier by itself.
     *
     * @param failure why the cluster did not open; told unless one of its tiers is the reason
     */
    List<Finding> check(CairnException failure) throws InterruptedException {
        List<Finding> findings = new ArrayList<>();
        boolean isTold = false;
        for (TierConfig tier : config.tiers()) {
            try {
                findings.add(tried(clusters.open(tier)));
            } catch (CairnException e) {
                findings.add(Findings.failed("tier " + tier.name(), e));
                isTold = true;
            }
        }
        if (!isTold) {
            findings.addFirst(Findings.failed("cluster " + config.name(), failure));
        }
        return findings;
    }

    private Finding tried(Tier tier) throws InterruptedException {
        try {
            return new TierCheck(config.name(), tier, clock).check();
        } finally {
            close(tier);
        }
    }

    private static void close(Tier tier) {
        try {
            tier.store().close();
        } catch (StoreException e) {
            // What was tried is told; a store that does not close holds nothing of it.
        }
    }
}
