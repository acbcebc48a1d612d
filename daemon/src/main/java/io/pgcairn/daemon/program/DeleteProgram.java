package io.pgcairn.daemon.program;

import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.daemon.catalog.BackupRecord;
import io.pgcairn.daemon.catalog.Lineage;
import io.pgcairn.daemon.cli.BackupDeleter;
import io.pgcairn.daemon.cli.ClusterSelection;
import io.pgcairn.daemon.cli.Report;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.pipeline.ObjectFailure;
import io.pgcairn.storage.ObjectInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Deletes one base backup from a cluster's tiers; needs neither the daemon nor PostgreSQL, and no key. */
public final class DeleteProgram implements BackupDeleter {
    private final Clusters clusters;

    public DeleteProgram(Clusters clusters) {
        this.clusters = clusters;
    }

    /** Where one tier holds something of the backup. */
    private record Place(OpenedTier tier, Lineage lineage, boolean isCommitted, boolean isOnlyOne) {}

    @Override
    public Report delete(ClusterSelection selection, String backup, Optional<String> tier, boolean force)
            throws CairnException {
        try (OpenedCluster cluster = clusters.open(selection)) {
            List<OpenedTier> chosen = cluster.chosen(tier);
            TreeSet<String> known = new TreeSet<>();
            List<Place> places = new ArrayList<>();
            for (OpenedTier each : chosen) {
                try {
                    places.addAll(find(each, backup, known));
                } catch (IOException e) {
                    throw OtherTiersException.of(
                            ObjectFailure.of("looking for backup " + backup, e), cluster, each.name());
                }
            }
            if (places.isEmpty()) {
                throw UndeletableBackupException.unknown(backup, List.copyOf(known));
            }
            if (!force) {
                requireDispensable(backup, places);
            }
            return delete(
                    backup, places, elsewhere(cluster, chosen), cluster.names().getFirst());
        }
    }

    private static List<Place> find(OpenedTier tier, String backup, TreeSet<String> known) throws IOException {
        Optional<BackupId> id = parse(backup);
        List<Place> places = new ArrayList<>();
        for (Lineage lineage : tier.lineages().list()) {
            List<String> good = lineage.backups().list().stream()
                    .map(BackupRecord::id)
                    .map(BackupId::value)
                    .toList();
            known.addAll(good);
            if (id.isPresent() && !lineage.backups().objects(id.get()).isEmpty()) {
                boolean isCommitted = good.contains(backup);
                places.add(new Place(tier, lineage, isCommitted, isCommitted && good.size() == 1));
            }
        }
        return places;
    }

    private static Optional<BackupId> parse(String backup) {
        try {
            return Optional.of(new BackupId(backup));
        } catch (IllegalArgumentException e) {
            // No backup has such a name; what there is is told instead.
            return Optional.empty();
        }
    }

    /** All tiers before the first deletion: a refusal leaves everything as it was. */
    private static void requireDispensable(String backup, List<Place> places) throws UndeletableBackupException {
        if (places.stream().noneMatch(Place::isCommitted)) {
            throw UndeletableBackupException.uncommitted(backup);
        }
        for (Place place : places) {
            if (place.isOnlyOne()) {
                throw UndeletableBackupException.onlyOne(backup, place.tier().name());
            }
        }
    }

    private static List<OpenedTier> elsewhere(OpenedCluster cluster, List<OpenedTier> chosen) {
        return cluster.tiers().stream().filter(tier -> !chosen.contains(tier)).toList();
    }

    /** What brings the backup back from the tiers that were not chosen; empty if nothing does. */
    private static Optional<String> comesBack(String backup, List<OpenedTier> others, String first) {
        List<String> holders = new ArrayList<>();
        for (OpenedTier other : others) {
            try {
                if (find(other, backup, new TreeSet<>()).stream().anyMatch(Place::isCommitted)) {
                    holders.add(other.name());
                }
            } catch (IOException e) {
                // What cannot be asked may hold it: better a word too much.
                holders.add(other.name());
            }
        }
        if (holders.isEmpty()) {
            return Optional.empty();
        }
        String names = String.join(", ", holders);
        return Optional.of(
                holders.contains(first)
                        ? "it comes back: tier " + first + " holds it, or cannot be asked, and the daemon copies what"
                                + " that tier holds to all others within a day; delete it without --tier"
                        : "pgcairn repair brings it back as long as tier " + names + " holds it");
    }

    private static Report delete(String backup, List<Place> places, List<OpenedTier> others, String first)
            throws CairnException {
        List<String> lines = new ArrayList<>();
        List<Map<String, Object>> deleted = new ArrayList<>();
        for (Place place : places) {
            String tier = place.tier().name();
            List<ObjectInfo> gone;
            try {
                gone = place.lineage().backups().delete(new BackupId(backup));
            } catch (IOException e) {
                throw ObjectFailure.of("deleting backup " + backup + " from tier " + tier, e);
            }
            long bytes = gone.stream().mapToLong(ObjectInfo::size).sum();
            lines.add("deleted backup " + backup + " from tier " + tier + ": " + gone.size() + " objects, " + bytes
                    + " bytes");
            deleted.add(Map.of("tier", tier, "objects", gone.size(), "bytes", bytes));
        }
        Optional<String> comesBack = comesBack(backup, others, first);
        comesBack.ifPresent(lines::add);
        return new Report(lines, Map.of("backup", backup, "deleted", deleted, "note", comesBack.orElse("")));
    }
}
