package io.pgcairn.daemon.upkeep;

import io.pgcairn.daemon.catalog.BackupShelf;
import java.util.List;
import java.util.TreeMap;

/** Finds what a tier holds of a lineage. */
public final class Shelves {
    private Shelves() {}

    /** A tier that holds nothing of it has an empty shelf. */
    public static BackupShelf of(String tier, List<TierHolding> lineage) {
        return lineage.stream()
                .filter(survey -> survey.tier().name().equals(tier))
                .map(survey -> survey.contents().shelf())
                .findFirst()
                .orElseGet(() -> new BackupShelf(new TreeMap<>()));
    }
}
