package io.pgcairn.daemon.cluster;

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
public record OpenedTier(Tier tier, ObjectFetcher fetcher, Lineages lineages) {
    public String name() {
        return tier.name();
    }

    public ObjectStore store() {
        return tier.store();
    }
}
