package io.pgcairn.daemon.program;

import io.pgcairn.daemon.catalog.BackupArchive;
import io.pgcairn.daemon.cli.BackupDeleter;
import io.pgcairn.daemon.cli.ClusterSelection;
import io.pgcairn.daemon.cli.Report;
import io.pgcairn.daemon.cluster.Clusters;
import io.pgcairn.daemon.cluster.OpenedCluster;
import io.pgcairn.daemon.cluster.OpenedTier;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.pipeline.ObjectFailure;
import io.pgcairn.storage.ObjectInfo;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Deletes one base backup from a cluster's tiers; needs neither the daemon nor PostgreSQL, and no key. */
public final class DeleteProgram implements BackupDeleter {
    private final Clusters clusters;
    private final Clock clock;

    public DeleteProgram(Clusters clusters, Clock clock) {
        this.clusters = clusters;
        this.clock = clock;
    }

    /**
     * What the tiers that were not chosen say.
     *
     * @param places where they hold something of the backup
     * @param holders the names of those that hold it, or cannot be asked and may hold it
     */
    private record Elsewhere(List<BackupPlace> places, List<String> holders) {}

    @Override
    public Report delete(ClusterSelection selection, String backup, Optional<String> tier, boolean force)
            throws CairnException {
        try (OpenedCluster cluster = clusters.open(selection)) {
            List<OpenedTier> chosen = cluster.chosen(tier);
            List<BackupPlace> places = new BackupFinder(cluster).find(backup, chosen);
            Elsewhere elsewhere = elsewhere(cluster, chosen, places.getFirst());
            if (!elsewhere.holders().isEmpty() && places.stream().allMatch(BackupPlace::isOnlyBurial)) {
                return new Report(
                        List.of("backup " + backup + " was deleted from tier "
                                + chosen.getFirst().name() + " before"),
                        Map.of("backup", backup, "deleted", List.of(), "note", ""));
            }
            if (!force) {
                requireDispensable(backup, places, elsewhere);
            }
            return delete(places, elsewhere.holders());
        }
    }

    private void requireDispensable(String backup, List<BackupPlace> places, Elsewhere elsewhere)
            throws CairnException {
        try {
            new DeletionGuard(backup, clock.instant()).requireDispensable(places, elsewhere.places());
        } catch (IOException e) {
            throw ObjectFailure.of("looking for restores that read backup " + backup, e);
        }
    }

    private static Elsewhere elsewhere(OpenedCluster cluster, List<OpenedTier> chosen, BackupPlace sample) {
        List<BackupPlace> places = new ArrayList<>();
        List<String> holders = new ArrayList<>();
        for (OpenedTier tier : cluster.tiers()) {
            if (chosen.contains(tier)) {
                continue;
            }
            try {
                List<BackupPlace> found = BackupFinder.places(tier, sample.backup());
                places.addAll(found);
                if (found.stream().anyMatch(BackupPlace::isCommitted)) {
                    holders.add(tier.name());
                }
            } catch (IOException e) {
                // What cannot be asked may hold it: better a word too much on the tier that it goes from.
                holders.add(tier.name());
            }
        }
        return new Elsewhere(places, holders);
    }

    /** What another tier holds is buried, so that neither replication nor repair brings it back. */
    private static Report delete(List<BackupPlace> places, List<String> holders) throws CairnException {
        List<String> lines = new ArrayList<>();
        List<Map<String, Object>> deleted = new ArrayList<>();
        for (BackupPlace place : places) {
            String tier = place.tier().name();
            BackupArchive archive = place.lineage().backups();
            List<ObjectInfo> gone;
            try {
                gone = holders.isEmpty() ? archive.delete(place.backup()) : archive.bury(place.backup());
            } catch (IOException e) {
                throw ObjectFailure.of("deleting backup " + place.backup() + " from tier " + tier, e);
            }
            long bytes = gone.stream().mapToLong(ObjectInfo::size).sum();
            lines.add("deleted backup " + place.backup() + " from tier " + tier + ": " + gone.size() + " objects, "
                    + bytes + " bytes");
            deleted.add(Map.of("tier", tier, "objects", gone.size(), "bytes", bytes));
        }
        String note = holders.isEmpty()
                ? ""
                : "it stays away from there, though tier " + String.join(", ", holders)
                        + (holders.size() == 1 ? " holds" : " hold") + " it, or cannot be asked";
        if (!note.isEmpty()) {
            lines.add(note);
        }
        String id = places.getFirst().backup().value();
        return new Report(lines, Map.of("backup", id, "deleted", deleted, "note", note));
    }
}
