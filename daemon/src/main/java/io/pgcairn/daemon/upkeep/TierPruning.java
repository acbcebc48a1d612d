package io.pgcairn.daemon.upkeep;

import io.pgcairn.daemon.catalog.ArchiveNames;
import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.daemon.catalog.ClusterName;
import io.pgcairn.daemon.catalog.LineageId;
import io.pgcairn.daemon.catalog.RestoreLeases;
import io.pgcairn.daemon.catalog.TakenLabel;
import io.pgcairn.daemon.cluster.OpenedCluster;
import io.pgcairn.daemon.cluster.OpenedTier;
import io.pgcairn.daemon.cluster.TierPolicies;
import io.pgcairn.daemon.retention.OtherTiers;
import io.pgcairn.daemon.retention.PruneReport;
import io.pgcairn.daemon.retention.Pruner;
import io.pgcairn.daemon.retention.RetentionPlan;
import io.pgcairn.daemon.retention.RetentionPlanner;
import io.pgcairn.daemon.retention.TierCatalogue;
import io.pgcairn.daemon.retention.TierWish;
import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.StoreForbiddenException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Prunes tiers of one cluster, lineage by lineage. All tiers are asked before anything goes, since a hold counts for
 * all of them wherever it is; one that cannot be asked ends the pruning. Safe for use by several threads.
 */
public final class TierPruning {
    /** A hold or a restore that appears meanwhile takes another plan; so many in a row do not happen. */
    private static final int MOST_PLANS = 3;

    private final OpenedCluster cluster;
    private final TierPolicies policies;
    private final ArchiveNames names;
    private final InstantSource clock;

    public TierPruning(OpenedCluster cluster, InstantSource clock) {
        this.cluster = cluster;
        this.policies = new TierPolicies(cluster.config());
        this.names = new ArchiveNames(new ClusterName(cluster.config().name()));
        this.clock = clock;
    }

    /**
     * Prunes one tier.
     *
     * @param isDry whether to count only
     * @param told hears of what went, also if the rest fails
     */
    public List<Pruned> prune(OpenedTier tier, boolean isDry, Consumer<PruneReport> told)
            throws IOException, InterruptedException {
        List<Pruned> pruned = new ArrayList<>();
        for (LineageId lineage : names.lineages(tier.store())) {
            prune(tier, lineage, isDry, told).ifPresent(pruned::add);
        }
        return pruned;
    }

    private Optional<Pruned> prune(OpenedTier tier, LineageId lineage, boolean isDry, Consumer<PruneReport> told)
            throws IOException, InterruptedException {
        List<PruneReport> reports = new ArrayList<>();
        while (true) {
            LineageSurvey survey = PlannedTiers.survey(cluster.tiers(), lineage, clock.instant());
            Optional<TierCatalogue> own = survey.own(tier.name());
            if (own.isEmpty()) {
                return Optional.empty();
            }
            RetentionPlan plan = new RetentionPlanner().plan(own.get(), policies.policy(tier.name()), survey.now());
            boolean isDone = !(plan instanceof RetentionPlan.Decided decided)
                    || follow(
                            tier, lineage, survey, order(tier, lineage, own.get(), decided, survey, isDry), report -> {
                                told.accept(report);
                                reports.add(report);
                            });
            if (isDone || reports.size() >= MOST_PLANS) {
                return Optional.of(new Pruned(lineage, own.get().segmentSize(), plan, reports, isDone));
            }
        }
    }

    private Pruner.Order order(
            OpenedTier tier,
            LineageId lineage,
            TierCatalogue own,
            RetentionPlan.Decided plan,
            LineageSurvey survey,
            boolean isDry) {
        Duration leftoversAfter = policies.config(tier.name()).leftoversAfter();
        return new Pruner.Order(
                lineage, own, plan, survey.tier(tier.name()).shelf(), leftoversAfter, survey.now(), isDry);
    }

    private boolean follow(
            OpenedTier tier, LineageId lineage, LineageSurvey survey, Pruner.Order order, Consumer<PruneReport> told)
            throws IOException, InterruptedException {
        RestoreLeases leases = new RestoreLeases(tier.store(), lineage);
        Pruner.Readers readers = () -> leases.live(order.now());
        Pruner pruner = new Pruner(order, others(tier, lineage, survey), readers, tier.store());
        try {
            boolean isDone = pruner.run();
            if (isDone && !order.isDry()) {
                sweep(leases, order.now());
            }
            return isDone;
        } finally {
            told.accept(pruner.report());
        }
    }

    private static void sweep(RestoreLeases leases, Instant now) throws StoreException {
        try {
            leases.sweep(now);
        } catch (StoreForbiddenException e) {
            // Leases that have ended are in nobody's way.
        }
    }

    private OtherTiers others(OpenedTier tier, LineageId lineage, LineageSurvey survey) throws IOException {
        Predicate<BackupId> isTaken = taken(tier, lineage, survey.now());
        if (!tier.name().equals(survey.first().tier())) {
            TierWish wish = wish(survey, tier.name());
            return new CopiedTier(survey.first(), wish, survey.others(tier.name()), isTaken);
        }
        List<Neighbour> neighbours = new ArrayList<>();
        for (OpenedTier other : cluster.tiers()) {
            if (other != cluster.tiers().getFirst()) {
                ListingCursor wal = new ListingCursor(other.store(), names.prefix(lineage) + "wal/");
                neighbours.add(new Neighbour(survey.tier(other.name()), wish(survey, other.name()), wal));
            }
        }
        return new Neighbours(neighbours, isTaken);
    }

    private TierWish wish(LineageSurvey survey, String tier) {
        return survey.wish(tier, policies.policy(tier))
                .orElseThrow(() -> new IllegalStateException("a tier that is pruned knows its lineage"));
    }

    private Predicate<BackupId> taken(OpenedTier tier, LineageId lineage, Instant now) throws IOException {
        Duration leeway = policies.config(tier.name()).leftoversAfter();
        Optional<BackupId> taken = new TakenLabel(cluster.tiers().getFirst().store(), lineage).find(now, leeway);
        return label -> taken.filter(label::equals).isPresent();
    }
}
