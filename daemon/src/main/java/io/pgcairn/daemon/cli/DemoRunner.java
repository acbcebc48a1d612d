package io.pgcairn.daemon.cli;

import io.pgcairn.daemon.fault.CairnException;
import java.nio.file.Path;
import java.util.Optional;

/** Plays the demonstration. */
@FunctionalInterface
public interface DemoRunner {
    /**
     * Loses a database and gets it back.
     *
     * @return whether all that was acknowledged came back
     */
    boolean play(Play play) throws CairnException, InterruptedException;

    /**
     * How it is to be played.
     *
     * @param postgresBin the programs of an installed server; empty for the one that comes along
     * @param keep where the result stays; empty to clean up
     * @param rows how many rows the writer commits before the disaster
     */
    record Play(Optional<Path> postgresBin, Optional<Path> keep, int rows) {}
}
