package io.pgcairn.daemon.pipeline;

import io.pgcairn.storage.ObjectKey;
import java.io.IOException;

/** Hears of objects that a tier does not give as they were stored. Called by any thread; returns at once. */
@FunctionalInterface
public interface ReadListener {
    /** Does not listen. */
    ReadListener NONE = (key, tier, cause) -> {};

    /** A tier did not give an object: it is missing, damaged or cut off there, or the tier cannot be reached. */
    void unreadable(ObjectKey key, String tier, IOException cause);
}
