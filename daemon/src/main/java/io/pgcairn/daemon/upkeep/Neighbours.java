package io.pgcairn.daemon.upkeep;

import io.pgcairn.daemon.catalog.ArchiveName;
import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.daemon.retention.OtherTiers;
import io.pgcairn.storage.ObjectInfo;
import io.pgcairn.storage.StoreException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The word of the other tiers for the first one, from which all others are copied. Used by one thread.
 *
 * @param all the other tiers
 * @param isTaken whether a base backup of this label runs now
 */
record Neighbours(List<Neighbour> all, Predicate<BackupId> isTaken) implements OtherTiers {
    @Override
    public Optional<String> needs(BackupId backup) {
        return all.stream()
                .filter(each -> each.lacks(backup))
                .map(Neighbours::words)
                .findFirst();
    }

    @Override
    public Optional<String> needs(ObjectInfo object, ArchiveName name) throws StoreException {
        for (Neighbour each : all) {
            if (each.lacks(object, name)) {
                return Optional.of(words(each));
            }
        }
        return Optional.empty();
    }

    private static String words(Neighbour each) {
        return "tier " + each.tier().tier() + ", which does not hold it yet";
    }

    @Override
    public boolean isArriving(BackupId label) {
        return isTaken.test(label);
    }

    @Override
    public boolean hold(BackupId backup) {
        return all.stream().anyMatch(each -> each.tier().holds(backup));
    }
}
