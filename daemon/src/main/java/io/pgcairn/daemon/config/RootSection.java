package io.pgcairn.daemon.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The whole file. */
final class RootSection {
    static final Section DECLARATION = Section.one(
            "",
            "The whole file.",
            HttpSection.DECLARATION,
            LogSection.DECLARATION,
            EncryptionSection.PROGRAM,
            ClusterSection.DECLARATION);

    private RootSection() {}

    static Configuration read(SectionReader reader, Sources sources, Problems problems) throws ConfigurationException {
        Path base = sources.base();
        HttpConfig http = HttpSection.read(reader.section(HttpSection.DECLARATION), base);
        LogConfig log = LogSection.read(reader.section(LogSection.DECLARATION));
        Configuration.Provider provider = EncryptionSection.readProvider(reader.section(EncryptionSection.PROGRAM));
        List<ClusterConfig> clusters = new ArrayList<>();
        reader.sectionsByName(ClusterSection.DECLARATION)
                .forEach((name, section) -> clusters.add(ClusterSection.read(name, section, base)));
        if (clusters.isEmpty()) {
            reader.problem(
                    ClusterSection.DECLARATION.name(), "names no cluster to back up; example: clusters: { main: … }");
        }
        refuseSharedSlots(reader, clusters);
        problems.throwIfAny();
        return new Configuration(sources.file(), http, log, provider, clusters, Warnings.of(sources, clusters));
    }

    private static void refuseSharedSlots(SectionReader reader, List<ClusterConfig> clusters) {
        Map<List<String>, String> taken = new HashMap<>();
        for (ClusterConfig cluster : clusters) {
            PostgresConfig postgres = cluster.postgres();
            String other = taken.putIfAbsent(List.of(postgres.uri().reveal(), postgres.slot()), cluster.name());
            if (other != null) {
                reader.problem(
                        ClusterSection.DECLARATION.name(),
                        "'" + other + "' and '" + cluster.name() + "' share a server and the slot '" + postgres.slot()
                                + "'; give each its own");
            }
        }
    }
}
