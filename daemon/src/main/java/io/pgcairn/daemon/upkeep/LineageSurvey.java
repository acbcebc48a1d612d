package io.pgcairn.daemon.upkeep;

import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.daemon.retention.RetentionPlan;
import io.pgcairn.daemon.retention.RetentionPlanner;
import io.pgcairn.daemon.retention.RetentionPolicy;
import io.pgcairn.daemon.retention.TierCatalogue;
import io.pgcairn.daemon.retention.TierWish;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What several tiers hold of one lineage.
 *
 * @param tiers the first tier of the cluster at the beginning
 */
record LineageSurvey(List<TierSurvey> tiers, Instant now) {
    LineageSurvey {
        tiers = List.copyOf(tiers);
    }

    TierSurvey first() {
        return tiers.getFirst();
    }

    TierSurvey tier(String name) {
        return tiers.stream()
                .filter(tier -> tier.tier().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("tier " + name + " was not asked"));
    }

    List<TierSurvey> others(String name) {
        return tiers.stream().filter(tier -> !tier.tier().equals(name)).toList();
    }

    /** What one tier holds by itself, with the holds of all; empty if it does not know the lineage. */
    Optional<TierCatalogue> own(String name) {
        return tier(name).catalogue().map(catalogue -> JointCatalogue.held(catalogue, held()));
    }

    /**
     * What a tier is to hold, by its policy over what it and the first hold; of the first, over what all hold. Empty if
     * none of them knows the lineage.
     */
    Optional<TierWish> wish(String name, RetentionPolicy policy) {
        TierSurvey here = tier(name);
        List<TierSurvey> sources = name.equals(first().tier()) ? others(name) : List.of(first());
        Optional<TierCatalogue> all = here.catalogue();
        for (TierSurvey source : sources) {
            all = together(all, source.catalogue(), here);
        }
        return all.map(catalogue -> {
            TierCatalogue pinned = JointCatalogue.held(catalogue, held());
            RetentionPlan plan = new RetentionPlanner().plan(pinned, policy, now);
            return new TierWish(pinned, plan);
        });
    }

    private static Optional<TierCatalogue> together(
            Optional<TierCatalogue> here, Optional<TierCatalogue> there, TierSurvey tier) {
        if (there.isEmpty()) {
            return here;
        }
        TierCatalogue other = there.get();
        TierCatalogue own = here.orElse(new TierCatalogue(other.segmentSize(), List.of(), List.of()));
        return Optional.of(JointCatalogue.of(own, other, tier::hasBuried));
    }

    /** The backups on which a hold is active on any of the tiers. */
    private Set<BackupId> held() {
        Set<BackupId> held = new TreeSet<>();
        tiers.forEach(tier -> held.addAll(tier.held(now)));
        return held;
    }
}
