package io.pgcairn.daemon.config;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The mapping {@code clusters}. */
final class ClusterSection {
    private static final Key<List<String>> ACK = Key.optional(
            "ack",
            new ListType<>(TierSection.NAME_TYPE),
            "the first tier",
            "The tiers that must hold WAL before PostgreSQL hears that it is durable, and a backup before it is good,"
                    + " such as `[near, far]`. The first tier is always among them. While one of them is down, WAL"
                    + " stays in the server's slot.");

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
                    RetentionSection.OF_CLUSTER,
                    DumpSection.DECLARATION,
                    DrillSection.DECLARATION,
                    ACK,
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
        BackupConfig backup = BackupSection.read(reader.section(BackupSection.DECLARATION));
        RetentionConfig retention = RetentionSection.read(reader.section(RetentionSection.OF_CLUSTER));
        List<TierConfig> tiers = TierSection.readAll(reader, retention);
        return new ClusterConfig(
                named ? name : REFUSED_NAME,
                PostgresSection.read(reader.section(PostgresSection.DECLARATION), name, base),
                EncryptionSection.read(reader.section(EncryptionSection.DECLARATION), base),
                WalSection.read(reader.section(WalSection.DECLARATION)),
                backup,
                RestoreSection.read(reader.section(RestoreSection.DECLARATION)),
                DumpSection.read(reader, backup.schedule(), base),
                DrillSection.read(reader.section(DrillSection.DECLARATION), backup.schedule(), base),
                tiers.isEmpty() ? List.of(REFUSED_TIER) : tiers,
                tiers.isEmpty() ? List.of(REFUSED_NAME) : ack(reader, tiers));
    }

    /** The acking tiers, in the order of the tiers. */
    private static List<String> ack(SectionReader reader, List<TierConfig> tiers) {
        String first = tiers.getFirst().name();
        List<String> names = tiers.stream().map(TierConfig::name).distinct().toList();
        Optional<List<String>> given = reader.find(ACK);
        if (given.isEmpty()) {
            return List.of(first);
        }
        for (String name : given.get()) {
            if (!names.contains(name)) {
                reader.problem(ACK.name(), "names '" + name + "', which is none of the tiers " + names);
            }
        }
        if (!given.get().contains(first)) {
            reader.problem(
                    ACK.name(),
                    "lacks '" + first + "', the first tier: WAL and backups are written and read there first; add it,"
                            + " or put another tier first");
        }
        if (given.get().stream().distinct().count() < given.get().size()) {
            reader.problem(ACK.name(), "names a tier twice");
        }
        Set<String> acking = new LinkedHashSet<>(names);
        acking.retainAll(given.get());
        acking.add(first);
        return List.copyOf(acking);
    }
}
