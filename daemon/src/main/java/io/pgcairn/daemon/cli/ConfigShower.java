package io.pgcairn.daemon.cli;

import io.pgcairn.daemon.fault.CairnException;
import java.nio.file.Path;

/** What {@code pgcairn config} needs done. */
public interface ConfigShower {
    /**
     * Every key of a configuration with its value and where that comes from, secrets masked.
     *
     * @param changed whether only what somebody wrote is asked for
     */
    Report show(Path config, boolean changed) throws CairnException;
}
