package io.pgcairn.daemon.program;

import io.pgcairn.crypto.AgeOpener;
import io.pgcairn.crypto.AgeSealer;
import io.pgcairn.crypto.PayloadCipher;
import io.pgcairn.daemon.catalog.ClusterName;
import io.pgcairn.daemon.catalog.Lineages;
import io.pgcairn.daemon.cli.ClusterSelection;
import io.pgcairn.daemon.config.ClusterConfig;
import io.pgcairn.daemon.config.Configuration;
import io.pgcairn.daemon.config.ConfigurationLoader;
import io.pgcairn.daemon.config.PostgresConfig;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.pipeline.ObjectFetcher;
import io.pgcairn.daemon.pipeline.ObjectPusher;
import io.pgcairn.daemon.postgres.PostgresConnector;
import io.pgcairn.daemon.postgres.PostgresSettings;
import io.pgcairn.storage.ObjectStore;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Opens the clusters of a configuration: their stores, seals and connectors. Nothing is connected yet. */
public final class Clusters {
    private final Stores stores;
    private final Seals seals;
    private final Map<String, String> environment;
    private final Clock clock;

    public Clusters(Stores stores, Seals seals, Map<String, String> environment, Clock clock) {
        this.stores = stores;
        this.seals = seals;
        this.environment = environment;
        this.clock = clock;
    }

    Configuration load(Path file) throws CairnException {
        return new ConfigurationLoader().load(file);
    }

    /** Opens the cluster that a verb is about, with the configuration's identities. */
    OpenedCluster open(ClusterSelection selection) throws CairnException {
        Configuration configuration = load(selection.config());
        return open(configuration, select(configuration, selection), UnaryOperator.identity());
    }

    /**
     * Opens one cluster.
     *
     * @param observed what stands between the rooms and the store
     */
    OpenedCluster open(Configuration configuration, ClusterConfig cluster, UnaryOperator<ObjectStore> observed)
            throws CairnException {
        PayloadCipher cipher = seals.cipher(configuration.provider());
        Optional<AgeSealer> sealer = seals.sealer(cluster.encryption(), cipher);
        Optional<AgeOpener> opener = seals.opener(cluster.encryption().identities(), cipher);
        ObjectStore store = observed.apply(stores.open(cluster.tiers().getFirst()));
        ObjectPusher walPusher = new ObjectPusher(store, sealer, cluster.wal().level());
        ObjectPusher backupPusher =
                new ObjectPusher(store, sealer, cluster.backup().level());
        ObjectFetcher fetcher = new ObjectFetcher(store, opener);
        Lineages lineages = new Lineages(new ClusterName(cluster.name()), store, walPusher, backupPusher, fetcher);
        return new OpenedCluster(
                cluster, connector(cluster.postgres()), store, walPusher, backupPusher, fetcher, lineages);
    }

    private PostgresConnector connector(PostgresConfig postgres) throws CairnException {
        PostgresSettings settings;
        try {
            settings = PostgresSettings.parse(postgres.uri().reveal());
        } catch (IllegalArgumentException e) {
            throw new UnusableSettingException("postgres.uri cannot be used: " + e.getMessage(), e);
        }
        Map<String, String> variables = new HashMap<>(environment);
        postgres.passfile().ifPresent(file -> variables.put("PGPASSFILE", file.toString()));
        return new PostgresConnector(settings, variables, clock);
    }

    /** The cluster that a verb names, or the only one. */
    ClusterConfig select(Configuration configuration, ClusterSelection selection) throws CairnException {
        List<ClusterConfig> clusters = configuration.clusters();
        if (selection.cluster().isEmpty() && clusters.size() == 1) {
            return clusters.getFirst();
        }
        List<String> names = clusters.stream().map(ClusterConfig::name).toList();
        String name = selection.cluster().orElseThrow(() -> UnknownClusterException.unnamed(names));
        return configuration.cluster(name).orElseThrow(() -> new UnknownClusterException(name, names));
    }
}
