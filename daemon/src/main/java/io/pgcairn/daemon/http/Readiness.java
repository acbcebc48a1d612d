package io.pgcairn.daemon.http;

import java.util.Map;

/** Whether the clusters do their work. */
public interface Readiness {
    /**
     * One cluster's state.
     *
     * @param isReady whether all is well
     * @param state a word or a sentence for an operator
     */
    record State(boolean isReady, String state) {}

    /** The state of each cluster by its name. */
    Map<String, State> states();
}
