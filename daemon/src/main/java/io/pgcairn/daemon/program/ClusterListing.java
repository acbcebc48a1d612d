package io.pgcairn.daemon.program;

import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.daemon.catalog.LineageId;
import io.pgcairn.daemon.cli.Listing;
import io.pgcairn.daemon.cluster.OpenedTier;
import io.pgcairn.daemon.cluster.TierPolicies;
import io.pgcairn.daemon.config.ClusterConfig;
import io.pgcairn.daemon.pipeline.ObjectFailure;
import io.pgcairn.daemon.upkeep.LostBackups;
import io.pgcairn.daemon.upkeep.Shelves;
import io.pgcairn.daemon.upkeep.TierHolding;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts together what the tiers of one cluster hold. Used by one thread, once. */
final class ClusterListing {
    private final ClusterConfig config;
    private final List<OpenedTier> tiers;
    private final Keepings keepings;
    private final DumpDetails dumps;
    private final Instant now;
    private final Map<LineageId, List<TierHolding>> found = new LinkedHashMap<>();
    private final Map<String, String> unlisted = new LinkedHashMap<>();
    private Optional<ObjectFailure> failure = Optional.empty();

    ClusterListing(ClusterConfig config, List<OpenedTier> tiers, Keepings keepings, DumpDetails dumps, Instant now) {
        this.config = config;
        this.tiers = List.copyOf(tiers);
        this.keepings = keepings;
        this.dumps = dumps;
        this.now = now;
    }

    Listing.Cluster read() {
        for (OpenedTier tier : tiers) {
            try {
                for (TierHolding survey : TierHolding.read(tier, config, now)) {
                    found.computeIfAbsent(survey.lineage().id(), _ -> new ArrayList<>())
                            .add(survey);
                }
            } catch (IOException e) {
                ObjectFailure told = ObjectFailure.of("listing the backups", e);
                unlisted.put(tier.name(), told.getMessage() + "; " + told.hint());
                failure = Optional.of(told);
            }
        }
        List<List<TierHolding>> lineages = found.values().stream()
                .sorted((a, b) -> created(a).compareTo(created(b)))
                .toList();
        List<Listing.Lineage> listed = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (List<TierHolding> lineage : lineages) {
            listed.add(new LineageListing(lineage, keepings, dumps, now).listed());
            notes.addAll(differences(lineage));
        }
        return new Listing.Cluster(
                config.name(), tiers.stream().map(OpenedTier::name).toList(), listed, notes, unlisted);
    }

    /** Why the last tier did not answer, if none did. */
    Optional<ObjectFailure> failure() {
        return unlisted.size() == tiers.size() ? failure : Optional.empty();
    }

    private static Instant created(List<TierHolding> lineage) {
        return lineage.getFirst().lineage().facts().created();
    }

    /** A tier that holds nothing of a lineage at all lacks all of it, too. */
    private List<String> differences(List<TierHolding> lineage) {
        List<String> notes = new ArrayList<>();
        for (OpenedTier tier : tiers) {
            if (unlisted.containsKey(tier.name())) {
                continue;
            }
            lineage.stream()
                    .filter(other -> !other.tier().name().equals(tier.name()))
                    .map(other -> LostBackups.of(
                            tier.name(),
                            new TierPolicies(config).config(tier.name()),
                            Shelves.of(tier.name(), lineage),
                            other.tier().name(),
                            other.contents().shelf(),
                            now))
                    .filter(lost -> !lost.isEmpty())
                    .forEach(lost -> notes.add(lost.inWords() + advice(tier, lost.backups())));
        }
        return notes;
    }

    private String advice(OpenedTier tier, List<BackupId> lost) {
        return tier.equals(tiers.getFirst())
                        && tier.name().equals(config.tiers().getFirst().name())
                ? ", " + lost.getFirst()
                        + " the first: it was emptied or set back; look after that disk or bucket, then"
                        + " run pgcairn repair --tier " + tier.name()
                : "; the daemon copies them, or says why not";
    }
}
