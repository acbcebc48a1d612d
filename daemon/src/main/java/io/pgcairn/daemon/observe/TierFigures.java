package io.pgcairn.daemon.observe;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** What one tier of a cluster lacks that the first one has; asked at every scrape, so it answers from memory. */
public interface TierFigures {
    /** Bytes of the objects that are missing; empty while that is not known. */
    OptionalLong lagBytes();

    /** How many objects are missing; empty while that is not known. */
    OptionalLong lagObjects();

    /** The age of the oldest object that is missing; while that is not known, for how long it has not been. */
    Duration lagAge();

    /** Bytes copied since the start. */
    long replicatedBytes();

    /** Objects copied since the start. */
    long replicatedObjects();

    /** Failures since the start: passes that failed and objects that were left out. */
    long failures();

    /** When an object arrived, or everything was found to be there, the last time; empty before the first. */
    Optional<Instant> lastSuccess();
}
