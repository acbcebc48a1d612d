package io.pgcairn.daemon.program;

import io.pgcairn.daemon.catalog.BackupHold;
import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.daemon.catalog.BackupRecord;
import io.pgcairn.daemon.catalog.WalInventory;
import io.pgcairn.daemon.cli.Listing;
import io.pgcairn.daemon.cluster.TierPolicies;
import io.pgcairn.daemon.retention.RetentionPlan;
import io.pgcairn.daemon.retention.RetentionPolicy;
import io.pgcairn.daemon.retention.TierCatalogue;
import io.pgcairn.daemon.retention.Verdict;
import io.pgcairn.daemon.upkeep.TierHolding;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What retention will do with the backups of a tier, asked of its planner. */
final class Keepings {
    private final Planning planning;
    private final TierPolicies policies;
    private final Instant now;

    /** Decides what a tier keeps. */
    @FunctionalInterface
    interface Planning {
        RetentionPlan plan(TierCatalogue catalogue, RetentionPolicy policy, Instant now);
    }

    Keepings(Planning planning, TierPolicies policies, Instant now) {
        this.planning = planning;
        this.policies = policies;
        this.now = now;
    }

    /** @param held the backups that a hold pins, wherever it is placed */
    RetentionPlan plan(TierHolding tier, Set<BackupId> held) {
        return planning.plan(catalogue(tier, held), policies.policy(tier.tier().name()), now);
    }

    private static TierCatalogue catalogue(TierHolding tier, Set<BackupId> held) {
        WalInventory inventory = tier.lineage().wal().inventory();
        return new TierCatalogue(
                inventory.segmentSize(),
                tier.contents().backups().stream()
                        .map(backup -> backup(
                                backup, held.contains(backup.id()), tier.read().contains(backup.id())))
                        .toList(),
                inventory.timelinesWithWal().stream()
                        .flatMap(timeline -> inventory.first(timeline).stream())
                        .map(first -> new TierCatalogue.Timeline(first.timeline(), first.number()))
                        .toList());
    }

    private static TierCatalogue.Backup backup(BackupRecord backup, boolean isHeld, boolean isRead) {
        return new TierCatalogue.Backup(
                backup.id(),
                backup.timeline(),
                backup.history(),
                backup.startLsn(),
                backup.stopLsn(),
                backup.stopTime(),
                Optional.empty(),
                isHeld,
                isRead);
    }

    /** In words, by backup; empty where nothing may go at all. */
    static Map<BackupId, Listing.Keeping> words(RetentionPlan plan) {
        return switch (plan) {
            case RetentionPlan.Refused _ -> Map.of();
            case RetentionPlan.Decided decided ->
                decided.verdicts().entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, verdict -> words(verdict.getValue())));
        };
    }

    private static Listing.Keeping words(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Expired _ -> new Listing.Keeping(List.of(), Optional.empty());
            case Verdict.Kept kept ->
                new Listing.Keeping(
                        kept.reasons().stream()
                                .sorted()
                                .map(reason -> reason.name().toLowerCase(Locale.ROOT))
                                .toList(),
                        kept.until());
        };
    }

    /** Those that a hold pins now, whichever tier it is placed on. */
    static Set<BackupId> held(List<TierHolding> tiers, Instant now) {
        return tiers.stream()
                .flatMap(tier -> tier.contents().shelf().entries().values().stream())
                .flatMap(entry -> entry.holds().stream())
                .filter(hold -> hold.isActive(now))
                .map(BackupHold::backup)
                .collect(Collectors.toSet());
    }
}
