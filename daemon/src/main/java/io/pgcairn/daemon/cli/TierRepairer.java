package io.pgcairn.daemon.cli;

import io.pgcairn.daemon.fault.CairnException;
import java.util.Optional;
import java.util.function.Consumer;

/** Mends what one tier lacks or holds damaged from another. */
@FunctionalInterface
public interface TierRepairer {
    /**
     * What is to be done.
     *
     * @param tier which one alone is mended; empty for each
     * @param read whether every object is read through its seal
     * @param dryRun whether nothing is changed
     */
    record Order(Optional<String> tier, boolean read, boolean dryRun) {}

    /** @param isWhole whether everything that was found is mended */
    record Result(Report report, boolean isWhole) {}

    /** @param progress takes a line for each object that is mended, or could not be */
    Result repair(ClusterSelection selection, Order order, Consumer<String> progress)
            throws CairnException, InterruptedException;
}
