package io.pgcairn.daemon.cli;

import io.pgcairn.daemon.fault.CairnException;
import java.io.IOException;
import java.util.function.Consumer;

/** Restores a cluster into a directory. */
@FunctionalInterface
public interface Restorer {
    /**
     * Plans, proves the plan and carries it out.
     *
     * @param progress takes lines for people while it runs
     */
    Report restore(RestoreRequest request, Consumer<String> progress)
            throws CairnException, IOException, InterruptedException;
}
