package io.pgcairn.daemon.setup;

import io.pgcairn.daemon.check.DiskCheck;
import io.pgcairn.daemon.check.PostgresCheck;
import io.pgcairn.daemon.check.TierCheck;
import io.pgcairn.daemon.cli.Checker.Finding;
import io.pgcairn.daemon.cli.Checker.State;
import io.pgcairn.daemon.cluster.Clusters;
import io.pgcairn.daemon.config.ClusterConfig;
import io.pgcairn.daemon.config.TierConfig;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.postgres.ReplicationConnection;
import io.pgcairn.daemon.postgres.ServerQueries;
import io.pgcairn.daemon.tier.Tier;
import io.pgcairn.storage.StoreException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Proves in this very process, with the configuration read as the daemon will read it. */
final class LocalProver implements Prover {
    private final Clusters clusters;
    private final Clock clock;

    LocalProver(Clusters clusters, Clock clock) {
        this.clusters = clusters;
        this.clock = clock;
    }

    @Override
    public List<Finding> postgres(Configured configuration) throws CairnException {
        ClusterConfig cluster = configuration.read(clusters);
        return new PostgresCheck(
                        clusters.connector(cluster.postgres()),
                        cluster.name(),
                        cluster.postgres().slot(),
                        clock)
                .check();
    }

    @Override
    public List<Finding> stores(Configured configuration) throws CairnException, InterruptedException {
        ClusterConfig cluster = configuration.read(clusters);
        Optional<Path> data = dataDirectory(cluster);
        List<Finding> findings = new ArrayList<>();
        for (TierConfig tier : cluster.tiers()) {
            findings.add(use(cluster, tier));
            findings.addAll(new DiskCheck(tier.name(), tier.store(), data).check());
        }
        return findings;
    }

    private Finding use(ClusterConfig cluster, TierConfig config) throws InterruptedException {
        try {
            Tier tier = clusters.open(config);
            try {
                return new TierCheck(cluster.name(), tier, clock).check();
            } finally {
                tier.store().close();
            }
        } catch (CairnException e) {
            return new Finding(State.FAILED, "tier " + config.name(), text(e), e.hint(), Optional.of(e.fault()));
        } catch (StoreException e) {
            return new Finding(State.WARNING, "tier " + config.name(), "did not close: " + text(e), e.hint());
        }
    }

    private static String text(Exception e) {
        return String.valueOf(e.getMessage());
    }

    private Optional<Path> dataDirectory(ClusterConfig cluster) {
        try {
            return Optional.of(new ServerQueries(clusters.connector(cluster.postgres()))
                    .facts()
                    .dataDirectory());
        } catch (CairnException e) {
            // The server was proven before; what it says now is another check's to tell.
            return Optional.empty();
        }
    }

    @Override
    public boolean makeSlot(Configured configuration) throws CairnException {
        ClusterConfig cluster = configuration.read(clusters);
        try (ReplicationConnection connection =
                clusters.connector(cluster.postgres()).replication()) {
            return connection.createSlot(cluster.postgres().slot());
        }
    }
}
