package io.pgcairn.daemon.observe;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** How one tier of a cluster is pruned; asked at every scrape, so it answers from memory. */
public interface RetentionFigures {
    /** When it was pruned to the end the last time; empty before the first. */
    Optional<Instant> lastSuccess();

    /** Objects pruned since the start. */
    long deletedObjects();

    /** Bytes pruned since the start. */
    long deletedBytes();

    /** Objects that the store did not let go the last time, by a lock or for want of a permission; empty before. */
    OptionalLong lockedObjects();

    /** Whether nothing may be pruned now, since a clock or the catalogue makes no sense. */
    boolean isRefused();

    /** For how long every pruning has ended in an error; zero while they do not. */
    Duration failingFor();

    /** Prunings since the start that ended in an error. */
    long failures();
}
