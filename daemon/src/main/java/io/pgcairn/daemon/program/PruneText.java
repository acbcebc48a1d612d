package io.pgcairn.daemon.program;

import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.daemon.postgres.SegmentName;
import io.pgcairn.daemon.postgres.SegmentSize;
import io.pgcairn.daemon.retention.PruneReport;
import io.pgcairn.daemon.retention.PruneReport.Amount;
import io.pgcairn.daemon.retention.PruneReport.Run;
import io.pgcairn.daemon.retention.RetentionPlan;
import io.pgcairn.daemon.retention.Verdict;
import io.pgcairn.daemon.upkeep.Pruned;
import io.pgcairn.storage.ObjectKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Tells people what was pruned.
 *
 * @param isDry whether it is what would go
 */
record PruneText(boolean isDry) {
    private static final int MOST_RUNS = 20;

    List<String> lines(Map<String, List<Pruned>> pruned) {
        List<String> lines = new ArrayList<>();
        pruned.forEach((tier, lineages) -> {
            if (lineages.isEmpty()) {
                lines.add("tier " + tier + ": nothing is stored");
            }
            lineages.forEach(lineage -> tell(tier, lineage, lines));
        });
        return lines;
    }

    private void tell(String tier, Pruned pruned, List<String> lines) {
        String where = "tier " + tier + ", " + pruned.lineage();
        switch (pruned.plan()) {
            case RetentionPlan.Refused refused -> {
                lines.add(where + ": nothing may be pruned: " + refused.why());
                lines.add("  hint: " + refused.hint());
            }
            case RetentionPlan.Decided decided -> {
                lines.add(where + ": every moment from " + decided.windowStart() + " on that it can restore is kept");
                keptLines(decided, lines);
                pruned.reports().forEach(report -> tell(report, pruned.segmentSize(), lines));
                if (!pruned.isSettled()) {
                    lines.add("  what the tier holds changed meanwhile; the rest is left for the next time");
                }
            }
        }
    }

    private static void keptLines(RetentionPlan.Decided plan, List<String> lines) {
        plan.verdicts().forEach((backup, verdict) -> {
            if (verdict instanceof Verdict.Kept kept) {
                String reasons = reasons(kept);
                String until = kept.until().map(end -> ", until about " + end).orElse("");
                lines.add("  keep    backup " + backup + ": " + reasons + until);
            }
        });
    }

    static String reasons(Verdict.Kept kept) {
        return kept.reasons().stream()
                .sorted()
                .map(reason -> reason.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }

    private void tell(PruneReport report, SegmentSize size, List<String> lines) {
        report.backups().forEach((id, amount) -> lines.add("  delete  backup " + id + ": " + words(amount)));
        List<Run> runs = report.segments();
        runs.stream().limit(MOST_RUNS).forEach(run -> lines.add("  delete  WAL " + words(run, size)));
        if (runs.size() > MOST_RUNS) {
            lines.add("  delete  WAL of " + (runs.size() - MOST_RUNS) + " more runs of segments");
        }
        report.leftovers()
                .forEach((id, amount) -> lines.add("  delete  leftovers of backup " + id + ": " + words(amount)));
        if (report.tails().objects() > 0) {
            lines.add("  delete  tails beside their whole segment: " + words(report.tails()));
        }
        report.kept().forEach((whom, kept) -> lines.add("  kept for " + whom + ": " + words(kept)));
        if (report.locked().objects() > 0) {
            lines.add("  locked  the store keeps " + words(report.locked()) + ", tried again next time: "
                    + report.lockedKeys().stream().map(ObjectKey::value).collect(Collectors.joining(", "))
                    + (report.locked().objects() > report.lockedKeys().size() ? ", ..." : ""));
        }
        Amount gone = report.gone();
        String told = isDry ? "  would free " : "  freed ";
        lines.add(gone.objects() == 0 ? "  nothing to delete" : told + words(gone));
    }

    private static String words(Amount amount) {
        return amount.objects() + (amount.objects() == 1 ? " object, " : " objects, ") + amount.bytes() + " bytes";
    }

    private static String words(PruneReport.Kept kept) {
        List<String> words = new ArrayList<>();
        if (!kept.backups().isEmpty()) {
            words.add("backup " + kept.backups().stream().map(BackupId::value).collect(Collectors.joining(", ")));
        }
        if (kept.wal().objects() > 0) {
            words.add("WAL of " + words(kept.wal()));
        }
        return String.join("; ", words);
    }

    private static String words(Run run, SegmentSize size) {
        String first = name(run, run.first(), size);
        long segments = run.last() - run.first() + 1;
        String last = segments == 1 ? "" : " to " + name(run, run.last(), size);
        return "of timeline " + run.timeline() + ": " + first + last + ", " + segments
                + (segments == 1 ? " segment" : " segments");
    }

    static String name(Run run, long number, SegmentSize size) {
        return new SegmentName(run.timeline(), number).fileName(size);
    }
}
