package io.pgcairn.daemon.config;

import java.util.List;

/**
 * All that concerns one cluster.
 *
 * @param name its name in the store, in URLs and in metrics
 * @param tiers where its objects go; exactly one so far
 */
public record ClusterConfig(
        String name,
        PostgresConfig postgres,
        EncryptionConfig encryption,
        WalConfig wal,
        BackupConfig backup,
        RestoreConfig restore,
        List<TierConfig> tiers) {

    /** The form of a cluster's name. */
    static final String NAME_PATTERN = "[a-z0-9][a-z0-9_-]{0,62}";

    public ClusterConfig {
        tiers = List.copyOf(tiers);
        if (!name.matches(NAME_PATTERN)) {
            throw new IllegalArgumentException("not a cluster's name: " + name);
        }
        if (tiers.isEmpty()) {
            throw new IllegalArgumentException("a cluster has a tier: " + name);
        }
    }
}
