package io.pgcairn.daemon.check;

import io.pgcairn.daemon.cli.BackupLister;
import io.pgcairn.daemon.cli.Checker;
import io.pgcairn.daemon.cli.ClusterSelection;
import io.pgcairn.daemon.cli.StatusReader;
import io.pgcairn.daemon.cluster.Clusters;
import io.pgcairn.daemon.cluster.OpenedCluster;
import io.pgcairn.daemon.cluster.OpenedTier;
import io.pgcairn.daemon.cluster.Seals;
import io.pgcairn.daemon.cluster.TierMetrics;
import io.pgcairn.daemon.config.ClusterConfig;
import io.pgcairn.daemon.config.Configuration;
import io.pgcairn.daemon.config.TierConfig;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.observe.RunningJava;
import io.pgcairn.daemon.postgres.ServerFacts;
import io.pgcairn.daemon.postgres.ServerQueries;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Proves that what the configuration names works, in the order of the way of the data. */
public final class CheckProgram implements Checker {
    private final Clusters clusters;
    private final Seals seals;
    private final BackupLister lister;
    private final StatusReader daemon;
    private final Clock clock;

    /**
     * A check that asks nothing yet.
     *
     * @param lister tells what the stores hold
     * @param daemon tells what runs
     */
    public CheckProgram(Clusters clusters, Seals seals, BackupLister lister, StatusReader daemon, Clock clock) {
        this.clusters = clusters;
        this.seals = seals;
        this.lister = lister;
        this.daemon = daemon;
        this.clock = clock;
    }

    @Override
    public List<Finding> check(ClusterSelection selection, Duration limit) throws CairnException, InterruptedException {
        Configuration configuration = clusters.load(selection.config());
        List<ClusterConfig> chosen = selection.cluster().isEmpty()
                ? configuration.clusters()
                : List.of(clusters.select(configuration, selection));
        List<Finding> findings = new ArrayList<>(host(configuration));
        List<OpenedCluster> opened = new ArrayList<>();
        try {
            Probes probes = new Probes(limit);
            for (ClusterConfig cluster : chosen) {
                add(configuration, cluster, opened, probes);
            }
            probes.add(DaemonCheck.SUBJECT, () -> new DaemonCheck(daemon).check(selection));
            findings.addAll(probes.run());
            return findings;
        } finally {
            opened.forEach(OpenedCluster::close);
        }
    }

    private static List<Finding> host(Configuration configuration) {
        Findings findings = new Findings("configuration");
        findings.ok(configuration.file() + " is sound");
        configuration.warnings().forEach(warning -> findings.warn(warning, "see docs/configuration.md"));
        List<Finding> found = new ArrayList<>(findings.all());
        new RunningJava(Runtime.version())
                .trouble()
                .ifPresent(told -> found.add(new Finding(State.WARNING, "java", told, RunningJava.HINT)));
        return found;
    }

    private void add(Configuration configuration, ClusterConfig config, List<OpenedCluster> opened, Probes probes) {
        String name = config.name();
        OpenedCluster cluster;
        String provider;
        try {
            cluster = clusters.open(configuration, config, TierMetrics.NONE);
            opened.add(cluster);
            provider = seals.cipher(configuration.provider()).name();
        } catch (CairnException e) {
            probes.add("cluster " + name, () -> new TiersApart(clusters, config, clock).check(e));
            return;
        }
        probes.add(
                "postgres " + name,
                () -> new PostgresCheck(
                                cluster.connector(), name, config.postgres().slot(), clock)
                        .check());
        for (OpenedTier tier : cluster.tiers()) {
            probes.add(
                    "tier " + tier.name() + " of " + name,
                    () -> List.of(new TierCheck(name, tier.tier(), clock).check()));
        }
        for (TierConfig tier : config.tiers()) {
            probes.add(
                    "disk " + tier.name() + " of " + name,
                    () -> new DiskCheck(tier.name(), tier.store(), dataDirectory(cluster)).check());
        }
        if (config.drill().directory().isPresent()) {
            probes.add("drill " + name, () -> new DrillCheck(name, config.drill(), dataDirectory(cluster)).check());
        }
        probes.add("keys " + name, () -> List.of(new KeyCheck(cluster, provider).check()));
        ClusterSelection alone = new ClusterSelection(configuration.file(), Optional.of(name));
        probes.add(
                "backups " + name,
                () -> new BackupCheck(config, clock)
                        .check(
                                lister.list(alone, Optional.empty()),
                                facts(cluster).map(ServerFacts::systemId)));
    }

    private static Optional<Path> dataDirectory(OpenedCluster cluster) {
        return facts(cluster).map(ServerFacts::dataDirectory);
    }

    /** What the server says of itself; empty if that cannot be asked, which another check tells. */
    private static Optional<ServerFacts> facts(OpenedCluster cluster) {
        try {
            return Optional.of(new ServerQueries(cluster.connector()).facts());
        } catch (CairnException e) {
            return Optional.empty();
        }
    }
}
