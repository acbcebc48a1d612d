package io.pgcairn.daemon.cli;

import io.pgcairn.daemon.fault.CairnException;
import java.nio.file.Path;

/** Sets up a host: proves, writes the configuration and a key, makes the slot. */
public interface Initializer {
    /** Does it all, or leaves nothing of it. */
    Report init(InitRequest request, Dialogue dialogue) throws CairnException, InterruptedException;

    /**
     * One piece of it, in the process of the user that the daemon runs as.
     *
     * @param piece its name
     * @param configuration the text of a configuration file
     */
    Report work(String piece, String configuration) throws CairnException, InterruptedException;

    /**
     * The same with a configuration that is written.
     *
     * @param cluster the one of it that is meant
     */
    Report workOn(String piece, Path file, String cluster) throws CairnException, InterruptedException;
}
