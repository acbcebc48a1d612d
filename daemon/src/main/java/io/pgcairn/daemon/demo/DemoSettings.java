package io.pgcairn.daemon.demo;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How the demo is to be played.
 *
 * @param postgresBin the programs of an installed server; empty for the one that comes along
 * @param keep where the result stays, an empty or new directory; empty to clean up
 * @param rows how many rows the writer commits, at least, before the disaster
 */
public record DemoSettings(Optional<Path> postgresBin, Optional<Path> keep, int rows) {
    public DemoSettings {
        if (rows < 1) {
            throw new IllegalArgumentException("no rows: " + rows);
        }
    }
}
