package io.pgcairn.daemon.program;

import io.pgcairn.daemon.catalog.ArchiveUsage;
import io.pgcairn.daemon.catalog.BackupHold;
import io.pgcairn.daemon.catalog.BackupHolds;
import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.daemon.catalog.BackupRecord;
import io.pgcairn.daemon.catalog.DrillRecord;
import io.pgcairn.daemon.catalog.DrillRecords;
import io.pgcairn.daemon.catalog.LineageRecord;
import io.pgcairn.daemon.catalog.RecoverableSpan;
import io.pgcairn.daemon.catalog.RecoverableSpans;
import io.pgcairn.daemon.catalog.StoredDump;
import io.pgcairn.daemon.catalog.WalInventory;
import io.pgcairn.daemon.cli.Listing;
import io.pgcairn.daemon.postgres.SegmentSize;
import io.pgcairn.daemon.retention.RetentionPlan;
import io.pgcairn.daemon.upkeep.SpanEnd;
import io.pgcairn.daemon.upkeep.TierHolding;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Puts together what several tiers hold of one lineage. Used by one thread, once. */
final class LineageListing {
    private final List<TierHolding> tiers;
    private final DumpDetails dumps;
    private final Instant now;
    private final Map<String, RetentionPlan> plans = new LinkedHashMap<>();

    /** @param tiers those that hold anything of it */
    LineageListing(List<TierHolding> tiers, Keepings keepings, DumpDetails dumps, Instant now) {
        this.tiers = List.copyOf(tiers);
        this.dumps = dumps;
        this.now = now;
        Set<BackupId> held = Keepings.held(tiers, now);
        tiers.forEach(tier -> plans.put(tier.tier().name(), keepings.plan(tier, held)));
    }

    Listing.Lineage listed() {
        LineageRecord facts = tiers.getFirst().lineage().facts();
        return new Listing.Lineage(
                facts.systemId().toString(),
                facts.postgresMajor(),
                facts.created(),
                backups(),
                tiers.stream().flatMap(tier -> unfinished(tier).stream()).toList(),
                dumps(),
                proven(),
                tiers.stream().map(this::tier).toList());
    }

    private List<Listing.Backup> backups() {
        SortedMap<BackupId, BackupRecord> records = new TreeMap<>();
        Map<BackupId, List<Listing.Copy>> copies = new TreeMap<>();
        for (TierHolding tier : tiers) {
            Map<BackupId, Listing.Keeping> words = Keepings.words(plan(tier));
            for (BackupRecord backup : tier.contents().backups()) {
                records.putIfAbsent(backup.id(), backup);
                copies.computeIfAbsent(backup.id(), _ -> new ArrayList<>())
                        .add(new Listing.Copy(tier.tier().name(), Optional.ofNullable(words.get(backup.id()))));
            }
        }
        return records.values().stream()
                .map(backup -> listed(backup, copies.getOrDefault(backup.id(), List.of())))
                .toList();
    }

    private RetentionPlan plan(TierHolding tier) {
        return plans.getOrDefault(tier.tier().name(), new RetentionPlan.Refused("", "", false));
    }

    private Listing.Backup listed(BackupRecord backup, List<Listing.Copy> copies) {
        return new Listing.Backup(
                backup.id().value(),
                backup.name(),
                backup.note(),
                "full",
                backup.startTime(),
                backup.stopTime(),
                backup.startLsn().toString(),
                backup.stopLsn().toString(),
                backup.timeline().value(),
                backup.plainBytes(),
                backup.storedBytes(),
                backup.badPages(),
                copies,
                holds(backup.id()));
    }

    /** Each once, whichever tiers it is placed on. */
    private List<Listing.Hold> holds(BackupId backup) {
        Map<String, Listing.Hold> holds = new TreeMap<>();
        for (TierHolding tier : tiers) {
            Optional.ofNullable(tier.contents().shelf().entries().get(backup)).stream()
                    .flatMap(entry -> entry.holds().stream())
                    .filter(hold -> hold.isActive(now))
                    .forEach(hold -> holds.computeIfAbsent(
                            hold.placed() + " " + hold.until(),
                            _ -> new Listing.Hold(hold.placed(), hold.until(), reason(tier, hold))));
        }
        return List.copyOf(holds.values());
    }

    /** That there is a hold counts, and its name says it; its words do not decide anything. */
    private static String reason(TierHolding tier, BackupHold hold) {
        try {
            return new BackupHolds(tier.tier().store(), tier.lineage().id()).reason(hold);
        } catch (IOException e) {
            return "";
        }
    }

    /** What was deleted by hand leaves a mark of its own behind, which is no backup. */
    private static List<Listing.Unfinished> unfinished(TierHolding tier) {
        return tier.contents().shelf().entries().entrySet().stream()
                .filter(entry ->
                        !entry.getValue().isCommitted() && !entry.getValue().isBuried())
                .map(entry -> new Listing.Unfinished(
                        entry.getKey().value(),
                        tier.tier().name(),
                        entry.getValue().objects(),
                        entry.getValue().bytes(),
                        entry.getValue().newest()))
                .toList();
    }

    private List<Listing.Dump> dumps() {
        SortedMap<BackupId, List<TierHolding>> holders = new TreeMap<>();
        SortedMap<BackupId, StoredDump> stored = new TreeMap<>();
        for (TierHolding tier : tiers) {
            for (StoredDump dump : tier.contents().dumps()) {
                holders.computeIfAbsent(dump.id(), _ -> new ArrayList<>()).add(tier);
                stored.merge(dump.id(), dump, (a, b) -> a.isCommitted() ? a : b);
            }
        }
        return stored.values().stream()
                .map(dump -> dump(dump, holders.getOrDefault(dump.id(), List.of())))
                .toList();
    }

    private Listing.Dump dump(StoredDump dump, List<TierHolding> holders) {
        DumpDetails.Details details = new DumpDetails.Details(List.of(), "");
        if (dump.isCommitted()) {
            TierHolding holder = holders.getFirst();
            try {
                details = dumps.of(holder.tier(), holder.lineage().id(), dump.id());
            } catch (IOException e) {
                // Its names tell that it is there: better a row without its databases than none.
            }
        }
        return new Listing.Dump(
                dump.id().value(),
                dump.isCommitted(),
                details.databases(),
                details.format(),
                dump.bytes(),
                holders.stream().map(tier -> tier.tier().name()).toList());
    }

    /** Records lie on the first tier; what was the first one once may have some, too. */
    private Optional<Listing.Drill> proven() {
        return tiers.stream()
                .flatMap(tier -> proven(tier).stream())
                .max(Comparator.comparing(DrillRecord::id))
                .map(drill -> new Listing.Drill(
                        drill.id().value(),
                        drill.tier(),
                        drill.backup().map(BackupId::value).orElse(""),
                        drill.target(),
                        drill.startTime(),
                        drill.stopTime()));
    }

    private static Optional<DrillRecord> proven(TierHolding tier) {
        try {
            return new DrillRecords(tier.tier().store(), tier.lineage().id())
                    .newest()
                    .lastGood();
        } catch (IOException e) {
            // What can be restored is told without it: better no row than no list.
            return Optional.empty();
        }
    }

    private Listing.Tier tier(TierHolding tier) {
        RecoverableSpans spans = tier.contents().spans();
        SegmentSize size = tier.lineage().facts().segmentSize();
        Map<String, String> broken = new LinkedHashMap<>();
        spans.broken()
                .forEach(one -> broken.put(one.backup().value(), one.missing().fileName(size)));
        return new Listing.Tier(
                tier.tier().name(),
                spans.spans().stream().map(span -> span(tier, span, size)).toList(),
                broken,
                usage(tier),
                notes(tier));
    }

    private Listing.Span span(TierHolding tier, RecoverableSpan span, SegmentSize size) {
        SpanEnd end = SpanEnd.of(tier.lineage().wal(), inventories(), span);
        return new Listing.Span(
                span.isPoint(),
                span.first().stopTime(),
                end.moment(),
                end.isExact(),
                span.first().stopLsn().toString(),
                span.end().toString(),
                span.timeline().value(),
                span.first().id().value(),
                span.missing().map(missing -> missing.fileName(size)).orElse(""));
    }

    private List<WalInventory> inventories() {
        return tiers.stream().map(tier -> tier.lineage().wal().inventory()).toList();
    }

    private Listing.Usage usage(TierHolding tier) {
        ArchiveUsage usage = tier.contents().usage();
        return new Listing.Usage(
                usage.total().objects(),
                usage.backups().bytes(),
                usage.wal().bytes(),
                usage.dumps().bytes(),
                usage.lastDay().bytes(),
                usage.lastWeek().bytes(),
                tier.retention().window(),
                GrowthEstimate.of(usage, tier.contents().backups(), tier.retention(), now));
    }

    private List<String> notes(TierHolding tier) {
        List<String> notes = new ArrayList<>();
        tier.contents()
                .unknown()
                .forEach(timeline -> notes.add("timeline " + timeline
                        + " is left out: no backup tells its ancestry, and its history cannot be opened here"));
        if (plan(tier) instanceof RetentionPlan.Refused refused
                && !refused.why().isEmpty()
                && !tier.contents().backups().isEmpty()) {
            notes.add("retention deletes nothing: " + refused.why() + "; " + refused.hint());
        }
        return notes;
    }
}
