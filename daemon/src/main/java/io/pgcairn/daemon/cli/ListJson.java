package io.pgcairn.daemon.cli;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A listing as programs read it, see docs/list.md: flat lists, each row with its cluster and system identifier. */
final class ListJson {
    private final List<Object> backups = new ArrayList<>();
    private final List<Object> unfinished = new ArrayList<>();
    private final List<Object> dumps = new ArrayList<>();
    private final List<Object> drills = new ArrayList<>();
    private final List<Object> recoverable = new ArrayList<>();
    private final List<Object> tiers = new ArrayList<>();
    private final List<Object> notes = new ArrayList<>();
    private final List<Object> unlisted = new ArrayList<>();

    private ListJson() {}

    static Map<String, Object> of(Listing listing) {
        ListJson json = new ListJson();
        listing.clusters().forEach(json::add);
        return object(
                "backups", json.backups,
                "unfinished", json.unfinished,
                "dumps", json.dumps,
                "drills", json.drills,
                "recoverable", json.recoverable,
                "tiers", json.tiers,
                "notes", json.notes,
                "unlisted", json.unlisted);
    }

    private void add(Listing.Cluster cluster) {
        for (Listing.Lineage lineage : cluster.lineages()) {
            Place place = new Place(cluster.name(), lineage.systemId());
            lineage.backups().forEach(backup -> backups.add(place.row(backup(backup))));
            lineage.unfinished().forEach(one -> unfinished.add(place.row(unfinished(one))));
            lineage.dumps().forEach(dump -> dumps.add(place.row(dump(dump))));
            lineage.proven().ifPresent(drill -> drills.add(place.row(drill(drill))));
            for (Listing.Tier tier : lineage.tiers()) {
                tier.spans().forEach(span -> recoverable.add(place.row(span(tier.name(), span))));
                tiers.add(place.row(tier(tier)));
            }
        }
        cluster.notes().forEach(note -> notes.add(object("cluster", cluster.name(), "note", note)));
        cluster.unlisted()
                .forEach((tier, why) -> unlisted.add(object("cluster", cluster.name(), "tier", tier, "why", why)));
    }

    private record Place(String cluster, String systemId) {
        Map<String, Object> row(Map<String, Object> fields) {
            Map<String, Object> row = object("cluster", cluster, "system_id", systemId);
            row.putAll(fields);
            return row;
        }
    }

    private static Map<String, Object> backup(Listing.Backup backup) {
        Map<String, Object> json = object(
                "id", backup.id(),
                "name", backup.name(),
                "note", backup.note(),
                "type", backup.type(),
                "state", "good",
                "started", backup.started().toString(),
                "stopped", backup.stopped().toString(),
                "seconds", backup.took().toMillis() / 1000.0,
                "start_lsn", backup.startLsn(),
                "stop_lsn", backup.stopLsn(),
                "timeline", backup.timeline(),
                "plain_bytes", backup.plainBytes(),
                "stored_bytes", backup.storedBytes(),
                "bad_pages", backup.badPages(),
                "tiers", backup.tiers());
        json.put("holds", backup.holds().stream().map(ListJson::hold).toList());
        json.put(
                "retention",
                backup.copies().stream()
                        .filter(copy -> copy.keeping().isPresent())
                        .map(copy -> keeping(copy.tier(), copy.keeping().get()))
                        .toList());
        return json;
    }

    private static Map<String, Object> hold(Listing.Hold hold) {
        Map<String, Object> json = object("placed", hold.placed().toString());
        hold.until().ifPresent(until -> json.put("until", until.toString()));
        json.put("reason", hold.reason());
        return json;
    }

    private static Map<String, Object> keeping(String tier, Listing.Keeping keeping) {
        Map<String, Object> json =
                object("tier", tier, "kept", !keeping.reasons().isEmpty(), "reasons", keeping.reasons());
        keeping.until().ifPresent(until -> json.put("until", until.toString()));
        return json;
    }

    private static Map<String, Object> unfinished(Listing.Unfinished one) {
        return object(
                "id", one.id(),
                "state", "unfinished",
                "tier", one.tier(),
                "objects", one.objects(),
                "stored_bytes", one.bytes(),
                "last_stored", one.lastStored().toString());
    }

    private static Map<String, Object> dump(Listing.Dump dump) {
        return object(
                "id", dump.id(),
                "state", dump.isGood() ? "good" : "unfinished",
                "databases", dump.databases(),
                "format", dump.format(),
                "stored_bytes", dump.bytes(),
                "tiers", dump.tiers());
    }

    private static Map<String, Object> drill(Listing.Drill drill) {
        return object(
                "id", drill.id(),
                "tier", drill.tier(),
                "backup", drill.backup(),
                "target", drill.target().map(Instant::toString).orElse("latest"),
                "started", drill.started().toString(),
                "ended", drill.ended().toString(),
                "seconds", drill.took().toMillis() / 1000.0);
    }

    private static Map<String, Object> span(String tier, Listing.Span span) {
        Map<String, Object> json = object(
                "tier", tier, "point", span.isPoint(), "from", span.from().toString());
        span.to().ifPresent(to -> json.put("to", to.toString()));
        json.put("to_exact", span.isExact());
        json.put("from_lsn", span.fromLsn());
        json.put("to_lsn", span.toLsn());
        json.put("timeline", span.timeline());
        json.put("backup", span.backup());
        if (!span.missing().isEmpty()) {
            json.put("missing", span.missing());
        }
        return json;
    }

    private static Map<String, Object> tier(Listing.Tier tier) {
        Listing.Usage usage = tier.usage();
        Map<String, Object> json = object(
                "tier", tier.name(),
                "objects", usage.objects(),
                "stored_bytes", usage.totalBytes(),
                "backup_bytes", usage.backupBytes(),
                "wal_bytes", usage.walBytes(),
                "dump_bytes", usage.dumpBytes(),
                "last_day_bytes", usage.lastDayBytes(),
                "last_week_bytes", usage.lastWeekBytes(),
                "window_seconds", usage.window().toSeconds());
        usage.fullWindowBytes().ifPresent(bytes -> json.put("full_window_bytes_estimate", bytes));
        List<Object> broken = new ArrayList<>();
        tier.broken().forEach((backup, missing) -> broken.add(object("backup", backup, "missing", missing)));
        json.put("broken", broken);
        json.put("notes", tier.notes());
        return json;
    }

    /** @param pairs a name and its value, in turn */
    private static Map<String, Object> object(Object... pairs) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            object.put(String.valueOf(pairs[i]), pairs[i + 1]);
        }
        return object;
    }
}
