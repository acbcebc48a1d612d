package io.pgcairn.daemon.config;

import java.util.List;
import java.util.Optional;

/**
 * All that concerns one cluster.
 *
 * @param name its name in the store, in URLs and in metrics
 * @param dumps empty if none are taken
 * @param tiers where its objects are kept, the one that is written and read first at the beginning
 * @param ack the names of the tiers that must hold WAL before it is acknowledged, in the order of the tiers, the first
 *     tier among them
 */
public record ClusterConfig(
        String name,
        PostgresConfig postgres,
        EncryptionConfig encryption,
        WalConfig wal,
        BackupConfig backup,
        RestoreConfig restore,
        Optional<DumpConfig> dumps,
        DrillConfig drill,
        List<TierConfig> tiers,
        List<String> ack) {

    /** The form of a cluster's name. */
    public static final String NAME_PATTERN = "[a-z0-9][a-z0-9_-]{0,62}";

    public ClusterConfig {
        tiers = List.copyOf(tiers);
        if (!name.matches(NAME_PATTERN)) {
            throw new IllegalArgumentException("not a cluster's name: " + name);
        }
        if (tiers.isEmpty()) {
            throw new IllegalArgumentException("a cluster has a tier: " + name);
        }
        ack = List.copyOf(ack);
        if (!ack.contains(tiers.getFirst().name())) {
            throw new IllegalArgumentException("the first tier acknowledges: " + name);
        }
    }
}
