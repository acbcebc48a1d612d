package io.pgcairn.daemon.cluster;

import io.pgcairn.daemon.config.ClusterConfig;
import io.pgcairn.daemon.config.RetentionConfig;
import io.pgcairn.daemon.config.TierConfig;
import io.pgcairn.daemon.retention.RetentionPolicy;

/** What the tiers of one cluster are to keep, by its configuration. */
public record TierPolicies(ClusterConfig cluster) {
    public RetentionConfig config(String tier) {
        return cluster.tiers().stream()
                .filter(each -> each.name().equals(tier))
                .findFirst()
                .map(TierConfig::retention)
                .orElseThrow(() -> new IllegalArgumentException("no tier " + tier));
    }

    public RetentionPolicy policy(String tier) {
        RetentionConfig config = config(tier);
        return new RetentionPolicy(
                config.window(),
                config.minimum(),
                config.daily(),
                config.weekly(),
                config.monthly(),
                config.yearly(),
                cluster.backup().schedule().zone());
    }
}
