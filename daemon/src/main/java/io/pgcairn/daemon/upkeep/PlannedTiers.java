package io.pgcairn.daemon.upkeep;

import io.pgcairn.daemon.catalog.ArchiveName;
import io.pgcairn.daemon.catalog.ArchiveNames;
import io.pgcairn.daemon.catalog.ClusterName;
import io.pgcairn.daemon.catalog.LineageId;
import io.pgcairn.daemon.cluster.OpenedCluster;
import io.pgcairn.daemon.cluster.OpenedTier;
import io.pgcairn.daemon.cluster.TierPolicies;
import io.pgcairn.daemon.retention.TierWish;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Plans for the tiers of an opened cluster, kept in memory until they are made anew. */
public final class PlannedTiers implements TierPlans {
    private final List<OpenedTier> tiers;
    private final ArchiveNames names;
    private final TierPolicies policies;
    private final InstantSource clock;

    /** By tier. */
    private final Map<String, Map<LineageId, TierWish>> wishes = new ConcurrentHashMap<>();

    public PlannedTiers(OpenedCluster cluster, InstantSource clock) {
        this.tiers = cluster.tiers();
        this.names = new ArchiveNames(new ClusterName(cluster.config().name()));
        this.policies = new TierPolicies(cluster.config());
        this.clock = clock;
    }

    @Override
    public boolean wants(String tier, ArchiveName name) {
        Map<LineageId, TierWish> planned = wishes.getOrDefault(tier, Map.of());
        return lineage(name)
                .flatMap(lineage -> Optional.ofNullable(planned.get(lineage)))
                .map(wish -> wish.wants(name))
                .orElse(true);
    }

    private static Optional<LineageId> lineage(ArchiveName name) {
        return switch (name) {
            case ArchiveName.Record record -> Optional.of(record.lineage());
            case ArchiveName.History history -> Optional.of(history.lineage());
            case ArchiveName.Segment segment -> Optional.of(segment.lineage());
            case ArchiveName.Tail tail -> Optional.of(tail.lineage());
            case ArchiveName.Part part -> Optional.of(part.lineage());
            case ArchiveName.Mark mark -> Optional.of(mark.lineage());
            case ArchiveName.Hold hold -> Optional.of(hold.lineage());
            case ArchiveName.Buried buried -> Optional.of(buried.lineage());
            case ArchiveName.DumpPart part -> Optional.of(part.lineage());
            case ArchiveName.DumpMark mark -> Optional.of(mark.lineage());
            case ArchiveName.Lease lease -> Optional.of(lease.lineage());
            case ArchiveName.Drill drill -> Optional.of(drill.lineage());
            case ArchiveName.Foreign _ -> Optional.empty();
        };
    }

    @Override
    public void refresh(String tier) throws IOException {
        List<OpenedTier> concerned = concerned(tier);
        Set<LineageId> lineages = new LinkedHashSet<>();
        for (OpenedTier each : concerned) {
            lineages.addAll(names.lineages(each.store()));
        }
        Map<LineageId, TierWish> planned = new HashMap<>();
        for (LineageId lineage : lineages) {
            survey(concerned, lineage, clock.instant())
                    .wish(tier, policies.policy(tier))
                    .ifPresent(wish -> planned.put(lineage, wish));
        }
        wishes.put(tier, Map.copyOf(planned));
    }

    /** The first tier is mended from all others; the others are copied from the first. */
    private List<OpenedTier> concerned(String tier) {
        OpenedTier first = tiers.getFirst();
        boolean isFirst = first.name().equals(tier);
        return tiers.stream()
                .filter(each -> isFirst || each == first || each.name().equals(tier))
                .toList();
    }

    static LineageSurvey survey(List<OpenedTier> tiers, LineageId lineage, Instant now) throws IOException {
        List<TierSurvey> surveys = new ArrayList<>();
        for (OpenedTier tier : tiers) {
            surveys.add(TierSurvey.read(tier, lineage, now));
        }
        return new LineageSurvey(surveys, now);
    }
}
