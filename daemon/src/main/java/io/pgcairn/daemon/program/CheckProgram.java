package io.pgcairn.daemon.program;

import io.pgcairn.daemon.cli.Checker;
import io.pgcairn.daemon.cli.ClusterSelection;
import io.pgcairn.daemon.cluster.Clusters;
import io.pgcairn.daemon.cluster.OpenedCluster;
import io.pgcairn.daemon.cluster.OpenedTier;
import io.pgcairn.daemon.cluster.Seals;
import io.pgcairn.daemon.cluster.TierMetrics;
import io.pgcairn.daemon.config.ClusterConfig;
import io.pgcairn.daemon.config.Configuration;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.observe.RunningJava;
import java.util.ArrayList;
import java.util.List;

/** Proves that what the configuration names works: PostgreSQL, the slot, the store, the keys. */
public final class CheckProgram implements Checker {
    private final Clusters clusters;
    private final Seals seals;

    public CheckProgram(Clusters clusters, Seals seals) {
        this.clusters = clusters;
        this.seals = seals;
    }

    @Override
    public List<Finding> check(ClusterSelection selection) throws CairnException, InterruptedException {
        Configuration configuration = clusters.load(selection.config());
        List<Finding> findings = new ArrayList<>();
        findings.add(new Finding(State.OK, "configuration", configuration.file() + " is sound", ""));
        configuration
                .warnings()
                .forEach(warning ->
                        findings.add(new Finding(State.WARNING, "configuration", warning, "see the manual")));
        new RunningJava(Runtime.version())
                .trouble()
                .ifPresent(told -> findings.add(new Finding(State.WARNING, "java", told, RunningJava.HINT)));
        for (ClusterConfig cluster : chosen(configuration, selection)) {
            check(configuration, cluster, findings);
        }
        return findings;
    }

    private List<ClusterConfig> chosen(Configuration configuration, ClusterSelection selection) throws CairnException {
        return selection.cluster().isEmpty()
                ? configuration.clusters()
                : List.of(clusters.select(configuration, selection));
    }

    private void check(Configuration configuration, ClusterConfig config, List<Finding> findings)
            throws InterruptedException {
        try (OpenedCluster cluster = clusters.open(configuration, config, TierMetrics.NONE)) {
            String provider = seals.cipher(configuration.provider()).name();
            findings.addAll(new PostgresCheck(cluster).check());
            for (OpenedTier tier : cluster.tiers()) {
                findings.add(new TierCheck(cluster.config().name(), tier.tier()).check());
            }
            findings.add(new KeyCheck(cluster, provider).check());
        } catch (CairnException e) {
            findings.addAll(new TiersApart(clusters, config).check(e));
        }
    }

    static Finding failed(String subject, CairnException e) {
        return new Finding(State.FAILED, subject, String.valueOf(e.getMessage()), e.hint());
    }
}
