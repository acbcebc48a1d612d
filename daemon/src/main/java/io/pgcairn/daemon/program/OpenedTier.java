package io.pgcairn.daemon.program;

import io.pgcairn.daemon.catalog.Lineages;
import io.pgcairn.daemon.pipeline.ObjectFetcher;
import io.pgcairn.daemon.tier.Tier;
import io.pgcairn.storage.ObjectStore;

/**
 * One tier of an opened cluster by itself: for those who read from it alone.
 *
 * @param fetcher opens objects of this tier
 * @param lineages what this tier holds
 */
record OpenedTier(Tier tier, ObjectFetcher fetcher, Lineages lineages) {
    String name() {
        return tier.name();
    }

    ObjectStore store() {
        return tier.store();
    }
}
