package io.pgcairn.daemon.upkeep;

import io.pgcairn.daemon.catalog.ArchiveName;
import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.daemon.retention.OtherTiers;
import io.pgcairn.daemon.retention.TierWish;
import io.pgcairn.storage.ObjectInfo;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The word of the other tiers for one that is copied from the first: what it is to hold by the backups of both stays,
 * though of some of them only the WAL has arrived.
 *
 * @param first the tier that it is copied from
 * @param wish what it is to hold, by its own policy over what both hold
 * @param others all other tiers, the first among them
 * @param isTaken whether a base backup of this label runs now
 */
record CopiedTier(TierSurvey first, TierWish wish, List<TierSurvey> others, Predicate<BackupId> isTaken)
        implements OtherTiers {
    CopiedTier {
        others = List.copyOf(others);
    }

    @Override
    public Optional<String> needs(BackupId backup) {
        return wish.wants(backup) ? Optional.of(words()) : Optional.empty();
    }

    @Override
    public Optional<String> needs(ObjectInfo object, ArchiveName name) {
        return wish.wants(name) ? Optional.of(words()) : Optional.empty();
    }

    private String words() {
        return "what is still to be copied from tier " + first.tier();
    }

    @Override
    public boolean isArriving(BackupId label) {
        return isTaken.test(label) || first.holds(label) && wish.wants(label);
    }

    @Override
    public boolean hold(BackupId backup) {
        return others.stream().anyMatch(tier -> tier.holds(backup));
    }
}
