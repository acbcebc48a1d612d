package io.pgcairn.daemon.program;

import io.pgcairn.daemon.catalog.BackupHold;
import io.pgcairn.daemon.catalog.BackupHolds;
import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.daemon.cli.BackupHolder;
import io.pgcairn.daemon.cli.ClusterSelection;
import io.pgcairn.daemon.cli.Report;
import io.pgcairn.daemon.cluster.Clusters;
import io.pgcairn.daemon.cluster.OpenedCluster;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.pipeline.ObjectFailure;
import io.pgcairn.daemon.upkeep.MarkWatch;
import io.pgcairn.storage.StoreException;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Pins base backups on a cluster's tiers; needs neither the daemon nor PostgreSQL, and no key. */
public final class HoldProgram implements BackupHolder {
    /** What a daemon copies at this moment may bring a hold back once or twice. */
    private static final int SWEEPS = 3;

    private final Clusters clusters;
    private final Clock clock;
    private final MarkWatch marks;

    public HoldProgram(Clusters clusters, Clock clock) {
        this(clusters, clock, new MarkWatch());
    }

    HoldProgram(Clusters clusters, Clock clock, MarkWatch marks) {
        this.clusters = clusters;
        this.clock = clock;
        this.marks = marks;
    }

    @Override
    public Report hold(ClusterSelection selection, String backup, Optional<Instant> until, String reason)
            throws CairnException, InterruptedException {
        try (OpenedCluster cluster = clusters.open(selection)) {
            List<BackupPlace> places = new BackupFinder(cluster)
                    .find(backup, cluster.tiers()).stream()
                            .filter(BackupPlace::isCommitted)
                            .toList();
            if (places.isEmpty()) {
                throw UnknownBackupException.uncommitted(backup);
            }
            BackupId id = places.getFirst().backup();
            BackupHold hold = new BackupHold(id, moment(clock.instant()), until.map(HoldProgram::moment));
            place(places, hold, reason);
            requireOutlived(places, hold);
            return report(names(places), hold, reason);
        }
    }

    /** Names tell moments to the millisecond. */
    private static Instant moment(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS);
    }

    private static void place(List<BackupPlace> places, BackupHold hold, String reason) throws CairnException {
        List<String> placed = new ArrayList<>();
        for (BackupPlace place : places) {
            String tier = place.tier().name();
            try {
                holds(place).place(hold, reason);
            } catch (IOException e) {
                throw UnplacedHoldException.of(
                        ObjectFailure.of("placing the hold on tier " + tier, e), "placed on", placed);
            }
            placed.add(tier);
        }
    }

    private void requireOutlived(List<BackupPlace> places, BackupHold hold)
            throws CairnException, InterruptedException {
        List<String> gone = new ArrayList<>();
        List<String> held = new ArrayList<>();
        for (BackupPlace place : places) {
            String tier = place.tier().name();
            try {
                if (marks.outlives(place.lineage(), place.backup())) {
                    held.add(tier);
                } else {
                    gone.add(tier);
                    holds(place).release(List.of(hold));
                }
            } catch (IOException e) {
                throw ObjectFailure.of("looking whether tier " + tier + " still has backup " + hold.backup(), e);
            }
        }
        if (!gone.isEmpty()) {
            throw UnplacedHoldException.pruned(hold.backup().value(), gone, held);
        }
    }

    private static Report report(List<String> tiers, BackupHold hold, String reason) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("backup", hold.backup().value());
        json.put("tiers", tiers);
        json.put("placed", hold.placed().toString());
        json.put("until", hold.until().map(Instant::toString).orElse("forever"));
        json.put("reason", reason);
        String line = "backup " + hold.backup() + " is held on tier " + String.join(", ", tiers) + " "
                + hold.until().map(end -> "until " + end).orElse("until pgcairn unhold " + hold.backup());
        return new Report(List.of(line), json);
    }

    @Override
    public Report unhold(ClusterSelection selection, String backup) throws CairnException {
        try (OpenedCluster cluster = clusters.open(selection)) {
            List<BackupPlace> places = new BackupFinder(cluster).find(backup, cluster.tiers());
            BackupId id = places.getFirst().backup();
            List<String> released = new ArrayList<>();
            for (BackupPlace place : places) {
                if (!place.entry().holds().isEmpty()) {
                    release(place, released);
                }
            }
            String line = released.isEmpty()
                    ? "no hold is on backup " + id
                    : "backup " + id + " is no longer held on tier " + String.join(", ", released);
            return new Report(List.of(line), Map.of("backup", id.value(), "released", released));
        }
    }

    private static void release(BackupPlace place, List<String> released) throws CairnException {
        String tier = place.tier().name();
        try {
            BackupHolds holds = holds(place);
            List<BackupHold> left = holds.of(place.backup());
            for (int i = 0; i < SWEEPS && !left.isEmpty(); i++) {
                holds.release(left);
                left = holds.of(place.backup());
            }
        } catch (StoreException e) {
            throw UnplacedHoldException.of(
                    ObjectFailure.of("ending the hold on tier " + tier, e), "taken from", released);
        }
        released.add(tier);
    }

    private static BackupHolds holds(BackupPlace place) {
        return new BackupHolds(place.tier().store(), place.lineage().id());
    }

    private static List<String> names(List<BackupPlace> places) {
        return places.stream().map(place -> place.tier().name()).toList();
    }
}
