package io.pgcairn.daemon.program;

import io.pgcairn.daemon.cli.BackupLister;
import io.pgcairn.daemon.cli.ClusterSelection;
import io.pgcairn.daemon.cli.Listing;
import io.pgcairn.daemon.cluster.Clusters;
import io.pgcairn.daemon.cluster.OpenedCluster;
import io.pgcairn.daemon.cluster.TierMetrics;
import io.pgcairn.daemon.cluster.TierPolicies;
import io.pgcairn.daemon.cluster.UnknownTierException;
import io.pgcairn.daemon.config.ClusterConfig;
import io.pgcairn.daemon.config.Configuration;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.pipeline.ObjectFailure;
import io.pgcairn.daemon.retention.RetentionPlanner;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lists what the tiers of clusters hold; needs neither the daemon nor PostgreSQL, and no key. */
public final class ListProgram implements BackupLister {
    private final Clusters clusters;
    private final DumpDetails dumps;
    private final Clock clock;

    public ListProgram(Clusters clusters, Clock clock) {
        this(clusters, new MarkedDumps(), clock);
    }

    ListProgram(Clusters clusters, DumpDetails dumps, Clock clock) {
        this.clusters = clusters;
        this.dumps = dumps;
        this.clock = clock;
    }

    @Override
    public Listing list(ClusterSelection selection, Optional<String> tier) throws CairnException {
        Configuration configuration = clusters.load(selection.config());
        List<ClusterConfig> chosen = selection.cluster().isEmpty()
                ? configuration.clusters()
                : List.of(clusters.select(configuration, selection));
        List<Listing.Cluster> listed = new ArrayList<>();
        Optional<CairnException> failure = Optional.empty();
        int failed = 0;
        for (ClusterConfig config : chosen) {
            try (OpenedCluster cluster = clusters.open(configuration, config, TierMetrics.NONE)) {
                ClusterListing listing = listing(cluster, tier);
                listed.add(listing.read());
                Optional<ObjectFailure> ofAll = listing.failure();
                if (ofAll.isPresent()) {
                    failed++;
                    failure = Optional.of(OtherTiersException.of(ofAll.get(), cluster, tier.orElse(last(cluster))));
                }
            }
        }
        // A cluster whose tiers are all down is said beside what the others hold.
        if (failed == chosen.size() && failure.isPresent()) {
            throw failure.get();
        }
        return new Listing(listed);
    }

    private static String last(OpenedCluster cluster) {
        return cluster.tiers().getLast().name();
    }

    private ClusterListing listing(OpenedCluster cluster, Optional<String> tier) throws UnknownTierException {
        Instant now = clock.instant();
        Keepings keepings = new Keepings(new RetentionPlanner()::plan, new TierPolicies(cluster.config()), now);
        return new ClusterListing(cluster.config(), cluster.chosen(tier), keepings, dumps, now);
    }
}
