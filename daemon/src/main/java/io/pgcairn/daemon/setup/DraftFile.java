package io.pgcairn.daemon.setup;

import io.pgcairn.daemon.cluster.Clusters;
import io.pgcairn.daemon.config.ClusterConfig;
import io.pgcairn.daemon.fault.CairnException;
import java.nio.file.Path;

/**
 * Reads a draft by itself, from memory. It never passes through a directory that others may write: what they put beside
 * it would say where root connects to.
 */
final class DraftFile {
    /** What problems name. A draft has no relative paths. */
    private static final Path NAME = Path.of("/draft of pgcairn.yaml");

    private DraftFile() {}

    /** The one cluster of it. */
    static ClusterConfig read(String configuration) throws CairnException {
        return Clusters.parse(configuration, NAME).clusters().getFirst();
    }
}
