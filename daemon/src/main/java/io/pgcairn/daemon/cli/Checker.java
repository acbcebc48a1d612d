package io.pgcairn.daemon.cli;

import io.pgcairn.daemon.fault.CairnException;
import java.util.List;

/** Proves that what the configuration names works. */
@FunctionalInterface
public interface Checker {
    /** Tries everything, in the order of the way of the data; a failed check does not stop the next. */
    List<Finding> check(ClusterSelection selection) throws CairnException, InterruptedException;

    /** How a check ended. */
    enum State {
        OK,
        WARNING,
        FAILED
    }

    /**
     * One thing that was tried.
     *
     * @param subject what was tried: {@code tier near}
     * @param text what was found
     * @param hint what to do; empty if all is well
     */
    record Finding(State state, String subject, String text, String hint) {}
}
