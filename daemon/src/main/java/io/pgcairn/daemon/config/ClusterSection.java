package io.pgcairn.daemon.config;

import java.nio.file.Path;
import java.util.List;

/** The mapping {@code clusters}. */
final class ClusterSection {
    static final Section DECLARATION = new Section(
            "clusters",
            Section.Shape.PER_NAME,
            "Each cluster under a name of your choice, which also names it in the store: 1 to 63 of a-z, 0-9, - and"
                    + " _, a letter or digit first.",
            List.of(
                    PostgresSection.DECLARATION,
                    EncryptionSection.DECLARATION,
                    WalSection.DECLARATION,
                    BackupSection.DECLARATION,
                    RestoreSection.DECLARATION,
                    TierSection.DECLARATION));

    /** Stands in for what was refused, until the loader throws. */
    private static final String REFUSED_NAME = "refused";

    private static final TierConfig REFUSED_TIER =
            new TierConfig(REFUSED_NAME, java.net.URI.create("file:///"), java.time.Duration.ofMinutes(1));

    private ClusterSection() {}

    static ClusterConfig read(String name, SectionReader reader, Path base) {
        boolean named = name.matches(ClusterConfig.NAME_PATTERN);
        if (!named) {
            reader.problem(
                    "", "is no name for a cluster; allowed: 1 to 63 of a-z, 0-9, - and _, a letter or digit first");
        }
        return new ClusterConfig(
                named ? name : REFUSED_NAME,
                PostgresSection.read(reader.section(PostgresSection.DECLARATION), name, base),
                EncryptionSection.read(reader.section(EncryptionSection.DECLARATION), base),
                WalSection.read(reader.section(WalSection.DECLARATION)),
                BackupSection.read(reader.section(BackupSection.DECLARATION)),
                RestoreSection.read(reader.section(RestoreSection.DECLARATION)),
                tiers(reader));
    }

    private static List<TierConfig> tiers(SectionReader reader) {
        List<TierConfig> tiers = reader.sectionsInList(TierSection.DECLARATION).stream()
                .map(TierSection::read)
                .toList();
        String key = TierSection.DECLARATION.name();
        if (tiers.isEmpty()) {
            reader.problem(key, "names no place to keep objects; example: [{ name: near, store: \"file:///…\" }]");
            return List.of(REFUSED_TIER);
        }
        if (tiers.size() > 1) {
            reader.problem(
                    key, "has " + tiers.size() + " tiers, and replication between tiers is not there yet; keep one");
        }
        return tiers;
    }
}
