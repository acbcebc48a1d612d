package io.pgcairn.daemon.upkeep;

import io.pgcairn.daemon.catalog.ArchiveName;
import io.pgcairn.daemon.tier.WantedObjects;
import java.io.IOException;

/**
 * What each tier of a cluster is to hold: by that tier's policy, over what it and the first tier hold together. Safe
 * for use by several threads.
 */
public interface TierPlans {
    /** Every tier wants everything. */
    TierPlans ALL = new TierPlans() {
        @Override
        public boolean wants(String tier, ArchiveName name) {
            return true;
        }

        @Override
        public void refresh(String tier) {}
    };

    /**
     * Whether the tier is to hold the object, by the plan that was made last; what that plan could not know of is
     * wanted, and so is everything before the first plan and after one that was refused. Answers from memory.
     */
    boolean wants(String tier, ArchiveName name);

    /**
     * Makes the tier's plan anew.
     *
     * @throws IOException a tier cannot be asked; the plan made last stays
     */
    void refresh(String tier) throws IOException;

    /** The same for one tier. */
    default WantedObjects wanted(String tier) {
        return new PlannedObjects(this, tier);
    }
}
