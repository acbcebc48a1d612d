package io.pgcairn.daemon.program;

import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.daemon.postgres.SegmentSize;
import io.pgcairn.daemon.retention.PruneReport;
import io.pgcairn.daemon.retention.PruneReport.Amount;
import io.pgcairn.daemon.retention.RetentionPlan;
import io.pgcairn.daemon.retention.Verdict;
import io.pgcairn.daemon.upkeep.Pruned;
import io.pgcairn.storage.ObjectKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Tells programs what was pruned.
 *
 * @param isDry whether it is what would go
 */
record PruneJson(boolean isDry) {
    Map<String, Object> of(Map<String, List<Pruned>> pruned) {
        List<Object> tiers = new ArrayList<>();
        pruned.forEach((tier, lineages) -> lineages.forEach(lineage -> tiers.add(lineage(tier, lineage))));
        Amount gone = pruned.values().stream()
                .flatMap(List::stream)
                .flatMap(lineage -> lineage.reports().stream())
                .map(PruneReport::gone)
                .reduce(Amount.NONE, Amount::plus);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("dry_run", isDry);
        json.putAll(amount(gone));
        json.put("tiers", tiers);
        return json;
    }

    private static Map<String, Object> lineage(String tier, Pruned pruned) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("tier", tier);
        json.put("lineage", pruned.lineage().toString());
        switch (pruned.plan()) {
            case RetentionPlan.Refused refused ->
                json.put("refused", Map.of("why", refused.why(), "hint", refused.hint()));
            case RetentionPlan.Decided decided -> {
                json.put("window_start", decided.windowStart().toString());
                json.put("settled", pruned.isSettled());
                json.put("kept", kept(decided));
                json.put(
                        "deleted",
                        pruned.reports().stream()
                                .map(report -> report(report, pruned.segmentSize()))
                                .toList());
            }
        }
        return json;
    }

    private static List<Object> kept(RetentionPlan.Decided plan) {
        List<Object> kept = new ArrayList<>();
        plan.verdicts().forEach((backup, verdict) -> {
            if (verdict instanceof Verdict.Kept keep) {
                Map<String, Object> json = new LinkedHashMap<>();
                json.put("backup", backup.value());
                json.put(
                        "reasons",
                        keep.reasons().stream()
                                .sorted()
                                .map(reason -> reason.name().toLowerCase(Locale.ROOT))
                                .toList());
                keep.until().ifPresent(until -> json.put("until", until.toString()));
                kept.add(json);
            }
        });
        return kept;
    }

    private static Map<String, Object> report(PruneReport report, SegmentSize size) {
        Map<String, Object> json = new LinkedHashMap<>(amount(report.gone()));
        json.put("backups", backups(report.backups()));
        json.put("leftovers", backups(report.leftovers()));
        json.put("wal", amount(report.wal()));
        json.put(
                "segments",
                report.segments().stream()
                        .map(run -> Map.of(
                                "timeline",
                                run.timeline().value(),
                                "first",
                                PruneText.name(run, run.first(), size),
                                "last",
                                PruneText.name(run, run.last(), size)))
                        .toList());
        json.put("tails", amount(report.tails()));
        List<Object> kept = new ArrayList<>();
        report.kept()
                .forEach((whom, what) -> kept.add(Map.of(
                        "for",
                        whom,
                        "backups",
                        what.backups().stream().map(BackupId::value).toList(),
                        "wal",
                        amount(what.wal()))));
        json.put("kept_for", kept);
        Map<String, Object> locked = new LinkedHashMap<>(amount(report.locked()));
        locked.put("first", report.lockedKeys().stream().map(ObjectKey::value).toList());
        json.put("locked", locked);
        return json;
    }

    private static List<Object> backups(Map<BackupId, Amount> amounts) {
        List<Object> backups = new ArrayList<>();
        amounts.forEach((id, amount) -> {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("backup", id.value());
            json.putAll(amount(amount));
            backups.add(json);
        });
        return backups;
    }

    private static Map<String, Object> amount(Amount amount) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("objects", amount.objects());
        json.put("bytes", amount.bytes());
        return json;
    }
}
