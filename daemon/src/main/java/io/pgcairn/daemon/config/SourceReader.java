package io.pgcairn.daemon.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a file, {@code conf.d} beside it and the variables into one tree. */
final class SourceReader {
    private final Map<String, String> environment;

    SourceReader(Map<String, String> environment) {
        this.environment = environment;
    }

    /** @param mayBeAbsent whether the file is needed only if nothing else says anything */
    Sources read(Path file, boolean mayBeAbsent) throws ConfigurationException {
        Fragments fragments = Fragments.beside(file);
        List<String> files = new ArrayList<>(List.of(file.toString()));
        fragments.files().forEach(fragment -> files.add(fragment.toString()));
        Problems problems = new Problems(files);
        boolean isElsewhere = !fragments.files().isEmpty() || Variables.isAny(environment);
        Node root =
                mayBeAbsent && isElsewhere ? Mappings.nothing(Place.markOf(file.toString())) : YamlDocument.read(file);
        for (Path fragment : fragments.files()) {
            Optional<Node> later = YamlDocument.readIfAny(fragment);
            if (later.isPresent()) {
                root = merge(root, later.get(), problems);
            }
        }
        root = new Variables(environment, problems).over(RootSection.DECLARATION, root);
        return new Sources(file, fragments, root, problems);
    }

    /** A text by itself. */
    static Sources alone(String text, Path file) throws ConfigurationException {
        Node root = YamlDocument.parse(text, file);
        return new Sources(file, new Fragments(List.of(), List.of()), root, new Problems(List.of(file.toString())));
    }

    private static Node merge(Node root, Node later, Problems problems) {
        if (!(later instanceof MappingNode)) {
            problems.add(later, "", "is not a mapping of keys to values");
            return root;
        }
        return Mappings.isNothing(root) ? later : Mappings.merge(root, later);
    }
}
