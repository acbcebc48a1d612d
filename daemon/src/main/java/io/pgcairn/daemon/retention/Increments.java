package io.pgcairn.daemon.retention;

import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.daemon.retention.TierCatalogue.Backup;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which backups are increments of which. */
final class Increments {
    private final Map<BackupId, Backup> known = new TreeMap<>();

    Increments(List<Backup> backups) {
        backups.forEach(backup -> known.put(backup.id(), backup));
    }

    /** Whether all that the backup is an increment of is there, so that it can be restored. */
    boolean isWhole(Backup backup) {
        List<Backup> parents = parents(backup);
        Backup oldest = parents.isEmpty() ? backup : parents.getLast();
        return oldest.parent().isEmpty();
    }

    /** What a backup is an increment of, and so on back, as far as it is there. */
    List<Backup> parents(Backup backup) {
        List<Backup> parents = new ArrayList<>();
        Set<BackupId> seen = new HashSet<>(Set.of(backup.id()));
        Backup next = parent(backup);
        while (next != null && seen.add(next.id())) {
            parents.add(next);
            next = parent(next);
        }
        return parents;
    }

    private @Nullable Backup parent(Backup backup) {
        return backup.parent().map(known::get).orElse(null);
    }
}
