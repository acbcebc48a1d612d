package io.pgcairn.daemon.tier;

import io.pgcairn.storage.ObjectKey;

/** Hears of objects that are durable in a store. Called by any thread; returns at once and throws nothing. */
@FunctionalInterface
public interface StoredListener {
    /** An object was stored. */
    void stored(ObjectKey key, long bytes);
}
