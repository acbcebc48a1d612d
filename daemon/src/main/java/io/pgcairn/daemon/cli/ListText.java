package io.pgcairn.daemon.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A listing as people read it. Nothing in it steers a terminal. */
final class ListText {
    private static final List<String> HEADS = List.of(
            "BACKUP",
            "NAME",
            "TYPE",
            "STARTED",
            "STOPPED",
            "TOOK",
            "START LSN",
            "STOP LSN",
            "TLI",
            "SIZE",
            "STORED",
            "RATIO",
            "TIERS",
            "KEPT");

    private final List<String> lines = new ArrayList<>();

    private ListText() {}

    static List<String> of(Listing listing) {
        ListText text = new ListText();
        for (Listing.Cluster cluster : listing.clusters()) {
            text.add(cluster, listing.clusters().size() > 1);
        }
        return text.lines.stream().map(Shown::line).toList();
    }

    /** Which tiers are left out, and why. */
    static List<String> warnings(Listing listing) {
        List<String> warnings = new ArrayList<>();
        for (Listing.Cluster each : listing.clusters()) {
            String of = listing.clusters().size() > 1 ? " of cluster " + each.name() : "";
            each.unlisted()
                    .forEach((tier, why) ->
                            warnings.add(Shown.line("warning: tier " + tier + of + " is left out: " + why)));
        }
        return warnings;
    }

    private void add(Listing.Cluster cluster, boolean isOneOfSeveral) {
        if (!lines.isEmpty()) {
            lines.add("");
        }
        for (Listing.Lineage lineage : cluster.lineages()) {
            if (isOneOfSeveral || cluster.lineages().size() > 1) {
                lines.add("cluster " + cluster.name() + ", PostgreSQL " + lineage.postgresMajor()
                        + ", system identifier " + lineage.systemId());
            }
            add(lineage);
        }
        boolean isEmpty = cluster.lineages().stream()
                .allMatch(lineage -> lineage.backups().isEmpty());
        if (isEmpty && cluster.unlisted().isEmpty()) {
            lines.add((isOneOfSeveral ? "cluster " + cluster.name() + ": " : "")
                    + "no backup yet; 'pgcairn backup --wait' takes one");
        }
        cluster.notes().forEach(note -> lines.add("NOTE: " + note));
    }

    private void add(Listing.Lineage lineage) {
        if (!lineage.backups().isEmpty()) {
            Table table = new Table(HEADS);
            lineage.backups().forEach(backup -> table.row(cells(backup), below(backup)));
            lines.addAll(table.lines());
        }
        lineage.unfinished()
                .forEach(one -> lines.add(one.id() + "  unfinished on tier " + one.tier() + ": "
                        + Shown.size(one.bytes()) + " in " + count(one.objects(), "object") + ", the last one stored "
                        + Shown.moment(one.lastStored())));
        lineage.dumps().forEach(dump -> lines.add(dump(dump)));
        lineage.proven().ifPresent(drill -> lines.add(proven(drill)));
        lineage.tiers().forEach(this::add);
    }

    private static List<String> cells(Listing.Backup backup) {
        return List.of(
                backup.id(),
                backup.name(),
                backup.type(),
                Shown.moment(backup.started()),
                Shown.moment(Shown.wholeSecondFrom(backup.stopped())),
                Shown.duration(backup.took()),
                backup.startLsn(),
                backup.stopLsn(),
                String.valueOf(backup.timeline()),
                Shown.size(backup.plainBytes()),
                Shown.size(backup.storedBytes()),
                backup.storedBytes() == 0
                        ? "-"
                        : String.format(Locale.ROOT, "%.1f", (double) backup.plainBytes() / backup.storedBytes()),
                String.join(",", backup.tiers()),
                kept(backup.copies()));
    }

    /** Once for all tiers that say the same. */
    private static String kept(List<Listing.Copy> copies) {
        List<String> words = copies.stream().map(ListText::kept).distinct().toList();
        if (words.size() <= 1) {
            return words.isEmpty() ? "" : words.getFirst();
        }
        return String.join(
                "; ",
                copies.stream()
                        .filter(copy -> !kept(copy).isEmpty())
                        .map(copy -> copy.tier() + ": " + kept(copy))
                        .toList());
    }

    private static String kept(Listing.Copy copy) {
        return copy.keeping().map(ListText::kept).orElse("");
    }

    private static String kept(Listing.Keeping keeping) {
        return keeping.reasons().isEmpty()
                ? "goes with the next prune"
                : String.join(", ", keeping.reasons())
                        + keeping.until()
                                .map(until -> ", until about " + Shown.day(until))
                                .orElse("");
    }

    private static List<String> below(Listing.Backup backup) {
        Stream<String> note = backup.note().isEmpty() ? Stream.of() : Stream.of("note: " + backup.note());
        Stream<String> pages = backup.badPages() == 0
                ? Stream.of()
                : Stream.of(count(backup.badPages(), "page") + " had a wrong checksum in the cluster itself");
        Stream<String> holds = backup.holds().stream().map(ListText::hold);
        return Stream.of(note, pages, holds).flatMap(each -> each).toList();
    }

    private static String hold(Listing.Hold hold) {
        return "held "
                + hold.until().map(until -> "until " + Shown.moment(until)).orElse("for ever")
                + (hold.reason().isEmpty() ? "" : ": " + hold.reason());
    }

    private static String dump(Listing.Dump dump) {
        String of = dump.databases().isEmpty() ? "" : " of " + String.join(", ", dump.databases());
        return dump.id() + "  " + (dump.isGood() ? "dump" : "unfinished dump") + of
                + (dump.format().isEmpty() ? "" : ", " + dump.format()) + ", " + Shown.size(dump.bytes()) + ", on tier "
                + String.join(", ", dump.tiers());
    }

    private static String proven(Listing.Drill drill) {
        return drill.id() + "  last proven restore: backup " + drill.backup() + " from tier " + drill.tier() + " to "
                + drill.target().map(Shown::moment).orElse("the end of all WAL") + ", in "
                + Shown.duration(drill.took());
    }

    private void add(Listing.Tier tier) {
        lines.add("");
        lines.add("tier " + tier.name() + " can restore" + (tier.spans().isEmpty() ? " nothing" : ""));
        for (Listing.Span span : tier.spans()) {
            lines.add("  " + span(span));
            if (!span.isPoint() && !span.missing().isEmpty()) {
                lines.add("  gap at " + span.toLsn() + ": WAL segment " + span.missing() + " is missing");
            }
        }
        tier.broken()
                .forEach((backup, missing) ->
                        lines.add("  not from backup " + backup + ": its own WAL lacks " + missing));
        tier.notes().forEach(note -> lines.add("  " + note));
        lines.add(usage(tier.name(), tier.usage()));
    }

    private static String span(Listing.Span span) {
        if (span.isPoint()) {
            return "the moment " + Shown.moment(Shown.wholeSecondFrom(span.from())) + " alone (timeline "
                    + span.timeline() + ", backup " + span.backup() + ")";
        }
        String stretch = span.to()
                .map(to -> Shown.span(span.from(), span.isExact() ? " to " : " to about ", to))
                .orElseGet(() -> Shown.moment(Shown.wholeSecondFrom(span.from())) + " to " + span.toLsn());
        return "any moment from " + stretch + " (timeline " + span.timeline() + ")";
    }

    private static String usage(String tier, Listing.Usage usage) {
        String growth = usage.fullWindowBytes().isPresent()
                ? "about " + Shown.size(usage.fullWindowBytes().getAsLong()) + " once its window of "
                        + Shown.duration(usage.window()) + " is full, if all goes on like this (an estimate)"
                : "too early to estimate what it grows to";
        return "tier " + tier + " holds " + Shown.size(usage.totalBytes()) + " (backups "
                + Shown.size(usage.backupBytes()) + ", WAL " + Shown.size(usage.walBytes()) + ", dumps "
                + Shown.size(usage.dumpBytes()) + "), of it " + Shown.size(usage.lastDayBytes())
                + " from the last day and " + Shown.size(usage.lastWeekBytes()) + " from the last week; " + growth;
    }

    private static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
