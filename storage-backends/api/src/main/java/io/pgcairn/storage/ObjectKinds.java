package io.pgcairn.storage;

import java.util.Optional;

/** Tells what an object is by its name, for settings that differ by kind. Safe for use by several threads. */
@FunctionalInterface
public interface ObjectKinds {
    /** Knows no kind. */
    ObjectKinds UNKNOWN = key -> Optional.empty();

    /** A word in lower case, such as {@code wal} or {@code pack}; empty for an object that is not ours. */
    Optional<String> kindOf(ObjectKey key);
}
