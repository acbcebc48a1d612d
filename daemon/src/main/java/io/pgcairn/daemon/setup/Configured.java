package io.pgcairn.daemon.setup;

import io.pgcairn.daemon.cli.ClusterSelection;
import io.pgcairn.daemon.cluster.Clusters;
import io.pgcairn.daemon.config.ClusterConfig;
import io.pgcairn.daemon.fault.CairnException;
import java.nio.file.Path;
import java.util.Optional;

/** What is to be proven: a configuration that is written, or one that is only a text yet. */
sealed interface Configured {
    ClusterConfig read(Clusters clusters) throws CairnException;

    /**
     * Nothing but a text.
     *
     * @param text may have secrets in it
     */
    record Drafted(String text) implements Configured {
        @Override
        public ClusterConfig read(Clusters clusters) throws CairnException {
            return DraftFile.read(text);
        }

        @Override
        public String toString() {
            return "a draft";
        }
    }

    /**
     * One cluster of a file, with everything that goes over the file, as the daemon reads it: who cannot read it proves
     * nothing.
     */
    record Written(Path file, String cluster) implements Configured {
        @Override
        public ClusterConfig read(Clusters clusters) throws CairnException {
            return clusters.select(clusters.load(file), new ClusterSelection(file, Optional.of(cluster)));
        }
    }
}
