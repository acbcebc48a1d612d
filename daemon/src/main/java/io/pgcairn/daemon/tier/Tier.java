package io.pgcairn.daemon.tier;

import io.pgcairn.storage.ObjectStore;

/**
 * One place where a cluster's objects are kept.
 *
 * @param name as the operator calls it; unique in its cluster
 * @param store the opened store, with its limits
 */
public record Tier(String name, ObjectStore store) {
    @Override
    public String toString() {
        return name;
    }
}
