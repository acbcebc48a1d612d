package io.pgcairn.daemon.retention;

import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.daemon.retention.TierCatalogue.Backup;
import io.pgcairn.daemon.retention.Verdict.Reason;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The backups that stay, and why. Not safe for use by several threads. */
final class KeptBackups {
    private final Map<BackupId, Backup> kept = new TreeMap<>();
    private final Map<BackupId, Set<Reason>> reasons = new TreeMap<>();

    void keep(Collection<Backup> backups, Reason reason) {
        for (Backup backup : backups) {
            kept.put(backup.id(), backup);
            reasons.computeIfAbsent(backup.id(), _ -> EnumSet.noneOf(Reason.class))
                    .add(reason);
        }
    }

    /** Keeps what kept ones are increments of, too. */
    void keepParents(Increments increments) {
        for (Backup child : all()) {
            keep(increments.parents(child), Reason.CHILD);
        }
    }

    List<Backup> all() {
        return List.copyOf(kept.values());
    }

    /** Those behind which the WAL is kept. */
    List<Backup> withLaterWal() {
        return kept.values().stream()
                .filter(backup -> reasons(backup).stream().anyMatch(Reason::keepsLaterWal))
                .toList();
    }

    /** Empty if it does not stay. */
    Set<Reason> reasons(Backup backup) {
        return reasons.getOrDefault(backup.id(), Set.of());
    }
}
