package io.pgcairn.daemon.cluster;

import io.pgcairn.crypto.AgeOpener;
import io.pgcairn.crypto.AgeSealer;
import io.pgcairn.crypto.PayloadCipher;
import io.pgcairn.daemon.catalog.ClusterName;
import io.pgcairn.daemon.catalog.Lineages;
import io.pgcairn.daemon.cli.ClusterSelection;
import io.pgcairn.daemon.config.ClusterConfig;
import io.pgcairn.daemon.config.Configuration;
import io.pgcairn.daemon.config.ConfigurationLoader;
import io.pgcairn.daemon.config.EffectiveConfiguration;
import io.pgcairn.daemon.config.PostgresConfig;
import io.pgcairn.daemon.config.TierConfig;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.pipeline.ObjectFetcher;
import io.pgcairn.daemon.pipeline.ObjectPusher;
import io.pgcairn.daemon.pipeline.TierReader;
import io.pgcairn.daemon.postgres.PostgresConnector;
import io.pgcairn.daemon.postgres.PostgresSettings;
import io.pgcairn.daemon.tier.AckStore;
import io.pgcairn.daemon.tier.AnnouncingObjectStore;
import io.pgcairn.daemon.tier.Tier;
import io.pgcairn.storage.StoreException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Opens the clusters of a configuration: their stores, seals and connectors. Nothing is connected yet. */
public final class Clusters {
    private final Stores stores;
    private final Seals seals;
    private final Map<String, String> environment;
    private final Clock clock;
    private final ConfigurationLoader loader;

    public Clusters(Stores stores, Seals seals, Map<String, String> environment, Clock clock) {
        this.stores = stores;
        this.seals = seals;
        this.environment = environment;
        this.clock = clock;
        this.loader = new ConfigurationLoader(environment);
    }

    /** The variables that the program was started with. */
    public Map<String, String> environment() {
        return environment;
    }

    public Configuration load(Path file) throws CairnException {
        return loader.load(file);
    }

    /** A text that is to become a configuration file, and nothing else with it. */
    public static Configuration parse(String text, Path file) throws CairnException {
        return ConfigurationLoader.parse(text, file);
    }

    /** Every key of a configuration with its value, secrets masked, or only those that somebody wrote. */
    public EffectiveConfiguration effective(Path file, boolean onlyWritten) throws CairnException {
        return loader.effective(file, stores.optionNames()::contains, onlyWritten);
    }

    /** Opens the cluster that a verb is about, with the configuration's identities. */
    public OpenedCluster open(ClusterSelection selection) throws CairnException {
        Configuration configuration = load(selection.config());
        return open(configuration, select(configuration, selection), TierMetrics.NONE);
    }

    /**
     * Opens one cluster with all its tiers.
     *
     * @param metrics counts what the tiers are asked for
     */
    public OpenedCluster open(Configuration configuration, ClusterConfig cluster, TierMetrics metrics)
            throws CairnException {
        PayloadCipher cipher = seals.cipher(configuration.provider());
        Optional<AgeSealer> sealer = seals.sealer(cluster.encryption(), cipher);
        Optional<AgeOpener> opener = seals.opener(cluster.encryption().identities(), cipher);
        PostgresConnector connector = connector(cluster.postgres());
        ClusterName name = new ClusterName(cluster.name());
        List<Tier> tiers = tiers(cluster, metrics);
        List<Tier> acking = tiers.stream()
                .filter(tier -> cluster.ack().contains(tier.name()))
                .toList();
        AckStore store = new AckStore(acking);
        ObjectPusher walPusher = new ObjectPusher(store, sealer, cluster.wal().level());
        ObjectPusher backupPusher =
                new ObjectPusher(store, sealer, cluster.backup().level());
        ObjectFetcher fetcher = new ObjectFetcher(store, opener);
        Lineages lineages = new Lineages(name, store, store.durable(), walPusher, backupPusher, fetcher);
        DamageRelay damage = new DamageRelay();
        List<OpenedTier> opened = new ArrayList<>();
        for (Tier tier : tiers) {
            ObjectFetcher own = new ObjectFetcher(readers(tier, List.of()), opener, damage);
            ObjectPusher pusher =
                    new ObjectPusher(tier.store(), sealer, cluster.wal().level());
            opened.add(new OpenedTier(tier, own, new Lineages(name, tier.store(), pusher, pusher, own)));
        }
        Tier first = tiers.getFirst();
        ObjectFetcher any = new ObjectFetcher(readers(first, tiers.subList(1, tiers.size())), opener, damage);
        OpenedTier reading =
                new OpenedTier(first, any, new Lineages(name, first.store(), walPusher, backupPusher, any));
        return new OpenedCluster(
                cluster,
                connector,
                opened,
                reading,
                damage,
                store,
                walPusher,
                backupPusher,
                fetcher,
                lineages,
                seals.proof(cluster.encryption(), cipher, sealer));
    }

    /** One tier by itself, its requests counted nowhere. */
    public Tier open(TierConfig tier) throws CairnException {
        return stores.open(tier, TierMetrics.NONE);
    }

    private static List<TierReader> readers(Tier first, List<Tier> others) {
        List<TierReader> readers = new ArrayList<>(List.of(new TierReader(first.name(), first.store())));
        others.forEach(other -> readers.add(new TierReader(other.name(), other.store())));
        return readers;
    }

    /** All or none: those that opened are closed again if one does not. */
    private List<Tier> tiers(ClusterConfig cluster, TierMetrics metrics) throws CairnException {
        List<Tier> tiers = new ArrayList<>();
        try {
            for (TierConfig tier : cluster.tiers()) {
                tiers.add(stores.open(tier, metrics));
                // The other tiers are copied from the first, as soon as something is stored there.
                if (tiers.size() == 1) {
                    tiers.set(
                            0,
                            new Tier(
                                    tier.name(),
                                    new AnnouncingObjectStore(tiers.getFirst().store())));
                }
            }
            return tiers;
        } catch (CairnException e) {
            for (Tier tier : tiers) {
                try {
                    tier.store().close();
                } catch (StoreException closing) {
                    e.addSuppressed(closing);
                }
            }
            throw e;
        }
    }

    /** How a server is reached; nothing is connected. */
    public PostgresConnector connector(PostgresConfig postgres) throws CairnException {
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
    public ClusterConfig select(Configuration configuration, ClusterSelection selection) throws CairnException {
        List<ClusterConfig> clusters = configuration.clusters();
        if (selection.cluster().isEmpty() && clusters.size() == 1) {
            return clusters.getFirst();
        }
        List<String> names = clusters.stream().map(ClusterConfig::name).toList();
        String name = selection.cluster().orElseThrow(() -> UnknownClusterException.unnamed(names));
        return configuration.cluster(name).orElseThrow(() -> new UnknownClusterException(name, names));
    }
}
