package io.pgcairn.daemon.upkeep;

import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.daemon.retention.TierCatalogue;
import io.pgcairn.daemon.retention.TierCatalogue.Backup;
import io.pgcairn.daemon.retention.TierCatalogue.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Puts together what several tiers hold of one lineage. */
final class JointCatalogue {
    private JointCatalogue() {}

    /** The same with the holds of all tiers. */
    static TierCatalogue held(TierCatalogue catalogue, Set<BackupId> held) {
        List<Backup> backups = catalogue.backups().stream()
                .map(backup -> said(backup, backup.isHeld() || held.contains(backup.id()), backup.isRead()))
                .toList();
        return new TierCatalogue(catalogue.segmentSize(), backups, catalogue.timelines());
    }

    /**
     * What a tier would hold if it held all that another one does. What a restore reads there is not read here.
     *
     * @param buried what is not to come here
     */
    static TierCatalogue of(TierCatalogue here, TierCatalogue there, Predicate<BackupId> buried) {
        List<Backup> backups = new ArrayList<>(here.backups());
        Set<BackupId> known = new TreeSet<>();
        here.backups().forEach(backup -> known.add(backup.id()));
        there.backups().stream()
                .filter(backup -> !known.contains(backup.id()) && !buried.test(backup.id()))
                .map(backup -> said(backup, backup.isHeld(), false))
                .forEach(backups::add);
        return new TierCatalogue(here.segmentSize(), backups, timelines(here, there));
    }

    private static Backup said(Backup backup, boolean isHeld, boolean isRead) {
        return new Backup(
                backup.id(),
                backup.timeline(),
                backup.history(),
                backup.start(),
                backup.stop(),
                backup.stopped(),
                backup.parent(),
                isHeld,
                isRead);
    }

    private static List<Timeline> timelines(TierCatalogue here, TierCatalogue there) {
        List<Timeline> timelines = new ArrayList<>(here.timelines());
        for (Timeline other : there.timelines()) {
            Optional<Timeline> same = here.timelines().stream()
                    .filter(timeline -> timeline.id().equals(other.id()))
                    .findFirst();
            if (same.isEmpty() || same.get().firstSegment() > other.firstSegment()) {
                same.ifPresent(timelines::remove);
                timelines.add(other);
            }
        }
        return timelines;
    }
}
