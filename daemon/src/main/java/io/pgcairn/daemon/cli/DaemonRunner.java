package io.pgcairn.daemon.cli;

import io.pgcairn.daemon.fault.CairnException;
import java.nio.file.Path;

/** Runs the daemon. */
@FunctionalInterface
public interface DaemonRunner {
    /** Serves until it is told to stop. */
    void run(Path config) throws CairnException, InterruptedException;
}
