package io.pgcairn.daemon.cluster;

import io.pgcairn.daemon.catalog.Lineages;
import io.pgcairn.daemon.config.ClusterConfig;
import io.pgcairn.daemon.pipeline.ObjectFetcher;
import io.pgcairn.daemon.pipeline.ObjectPusher;
import io.pgcairn.daemon.postgres.PostgresConnector;
import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.StoreException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One cluster's parts that every verb starts from.
 *
 * @param tiers each by itself, the one that is read first at the beginning
 * @param reading lists the first tier, and reads from the others what it does not give
 * @param damage tells of objects that a tier did not give
 * @param store the acking tiers as one
 * @param fetcher reads from the acking tiers
 * @param lineages for those who write
 * @param keys tells whether what is written can be read
 */
public record OpenedCluster(
        ClusterConfig config,
        PostgresConnector connector,
        List<OpenedTier> tiers,
        OpenedTier reading,
        DamageRelay damage,
        ObjectStore store,
        ObjectPusher walPusher,
        ObjectPusher backupPusher,
        ObjectFetcher fetcher,
        Lineages lineages,
        KeyProof keys)
        implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OpenedCluster.class);

    public OpenedCluster {
        tiers = List.copyOf(tiers);
    }

    /** The tier of this name alone; or the first, with the others to read on from. */
    public OpenedTier tier(Optional<String> name) throws UnknownTierException {
        return name.isEmpty() ? reading : chosen(name).getFirst();
    }

    /** The tier of this name, or all of them. */
    public List<OpenedTier> chosen(Optional<String> name) throws UnknownTierException {
        List<OpenedTier> chosen = tiers.stream()
                .filter(tier -> name.isEmpty() || name.get().equals(tier.name()))
                .toList();
        if (chosen.isEmpty()) {
            throw new UnknownTierException(name.orElse(""), config.name(), names());
        }
        return chosen;
    }

    public List<String> names() {
        return tiers.stream().map(OpenedTier::name).toList();
    }

    @Override
    public void close() {
        walPusher.close();
        backupPusher.close();
        for (OpenedTier tier : tiers) {
            try {
                tier.store().close();
            } catch (StoreException e) {
                LOG.warn("tier {} of cluster {} did not close: {}", tier.name(), config.name(), e.getMessage());
            }
        }
    }
}
