package io.pgcairn.daemon.cli;

import io.pgcairn.daemon.fault.CairnException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Turns sealed bytes into plain ones. */
public interface ObjectOpener {
    /** Opens a file. */
    void openFile(Path file, List<Path> identities, boolean raw, OutputStream out) throws CairnException, IOException;

    /**
     * Opens an object of a cluster's tier, of the first if none is named; without identities with those of the
     * configuration.
     *
     * @param key an object's name, or a part of a dump: its label, a slash, and a database's name or {@code globals}
     */
    void openObject(
            ClusterSelection selection,
            Optional<String> tier,
            String key,
            List<Path> identities,
            boolean raw,
            OutputStream out)
            throws CairnException, IOException;
}
