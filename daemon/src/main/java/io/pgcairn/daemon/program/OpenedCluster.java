package io.pgcairn.daemon.program;

import io.pgcairn.daemon.catalog.Lineages;
import io.pgcairn.daemon.config.ClusterConfig;
import io.pgcairn.daemon.pipeline.ObjectFetcher;
import io.pgcairn.daemon.pipeline.ObjectPusher;
import io.pgcairn.daemon.postgres.PostgresConnector;
import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One cluster's parts that every verb starts from. */
record OpenedCluster(
        ClusterConfig config,
        PostgresConnector connector,
        ObjectStore store,
        ObjectPusher walPusher,
        ObjectPusher backupPusher,
        ObjectFetcher fetcher,
        Lineages lineages)
        implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OpenedCluster.class);

    @Override
    public void close() {
        walPusher.close();
        backupPusher.close();
        try {
            store.close();
        } catch (StoreException e) {
            LOG.warn("the store of cluster {} did not close: {}", config.name(), e.getMessage());
        }
    }
}
