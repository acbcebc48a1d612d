package io.pgcairn.daemon.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** What is allowed, and yet an operator should hear of it. */
final class Warnings {
    private final Sources sources;
    private final List<String> warnings = new ArrayList<>();

    private Warnings(Sources sources) {
        this.sources = sources;
    }

    static List<String> of(Sources sources, List<ClusterConfig> clusters) {
        Warnings warnings = new Warnings(sources);
        sources.fragments()
                .passedOver()
                .forEach(file -> warnings.warnings.add(file + " is passed over; only *.yaml is read there"));
        clusters.forEach(warnings::cluster);
        return List.copyOf(warnings.warnings);
    }

    private void cluster(ClusterConfig cluster) {
        String of = "cluster " + cluster.name() + ": ";
        if (!cluster.encryption().enabled()) {
            warnings.add(of + "encryption is OFF, everything is stored in plain bytes");
        }
        if (cluster.postgres().uri().hasPassword()) {
            openPlaces(uri(cluster.name()).stream())
                    .forEach(file -> warnings.add(
                            of + file + " may hold a password and every user can read it; chmod 640 it, or move the"
                                    + " password into a passfile"));
        }
        openPlaces(secretOptions(cluster.name()))
                .forEach(file -> warnings.add(of + file + " may hold a secret among the options of its stores and"
                        + " every user can read it; chmod 640 it"));
        Stream.concat(cluster.postgres().passfile().stream(), cluster.encryption().identities().stream())
                .filter(Warnings::isWorldReadable)
                .forEach(file -> warnings.add(of + file + " holds a secret and every user can read it; chmod 640 it"));
    }

    private Optional<Node> uri(String cluster) {
        return section(cluster)
                .flatMap(node -> Mappings.get(node, "postgres"))
                .flatMap(node -> Mappings.get(node, "uri"));
    }

    private Stream<Node> secretOptions(String cluster) {
        return section(cluster)
                .flatMap(node -> Mappings.get(node, TierSection.DECLARATION.name()))
                .filter(SequenceNode.class::isInstance)
                .map(SequenceNode.class::cast)
                .stream()
                .flatMap(list -> list.getValue().stream())
                .flatMap(tier -> Mappings.get(tier, "options").stream())
                .filter(MappingNode.class::isInstance)
                .flatMap(options -> ((MappingNode) options).getValue().stream())
                .filter(option -> option.getKeyNode() instanceof ScalarNode name && Redaction.isSecret(name.getValue()))
                .map(option -> option.getValueNode());
    }

    private Optional<Node> section(String cluster) {
        return Mappings.get(sources.root(), ClusterSection.DECLARATION.name())
                .flatMap(node -> Mappings.get(node, cluster));
    }

    /** The files that these were written in and that everybody can read; a variable is none. */
    private static Stream<Path> openPlaces(Stream<Node> nodes) {
        return nodes.map(node -> Place.of(node))
                .filter(place -> place.line() > 0)
                .map(place -> Path.of(place.source()))
                .distinct()
                .filter(Warnings::isWorldReadable);
    }

    private static boolean isWorldReadable(Path file) {
        try {
            return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
        } catch (IOException | UnsupportedOperationException e) {
            // Where permissions cannot be asked there is nothing to warn of.
            return false;
        }
    }
}
