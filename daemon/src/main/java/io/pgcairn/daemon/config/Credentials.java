package io.pgcairn.daemon.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Puts the path of a file that systemd hands over where a path is written as {@code credential:NAME}. */
final class Credentials {
    static final String PREFIX = "credential:";

    /** What systemd takes as a name, without what would leave the directory. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.@-]{0,254}");

    private final HandedOver handed;
    private final Problems problems;

    Credentials(HandedOver handed, Problems problems) {
        this.handed = handed;
        this.problems = problems;
    }

    /** The same tree with paths in place of credentials' names. */
    Node resolve(Section section, Node node) {
        return section(section, node, "");
    }

    private Node section(Section section, Node node, String path) {
        return children(
                node, path, (name, child, inner) -> section.entry(name).map(entry -> entry(entry, child, inner)));
    }

    private Node entry(Entry entry, Node node, String path) {
        return switch (entry) {
            case Key<?> key -> value(key.type(), node, path);
            case Section section ->
                switch (section.shape()) {
                    case ONE, OPTIONAL -> section(section, node, path);
                    case PER_NAME ->
                        children(node, path, (_, child, inner) -> Optional.of(section(section, child, inner)));
                    case LIST -> elements(node, path, (element, inner) -> section(section, element, inner));
                };
        };
    }

    private Node value(ValueType<?> type, Node node, String path) {
        if (type.equals(Types.path())) {
            return file(node, path);
        }
        if (type instanceof ListType<?> list && list.element().equals(Types.path())) {
            return elements(node, path, this::file);
        }
        return type instanceof OptionsType ? children(node, path, this::option) : node;
    }

    /** Backends' options for files are named so; what others hold is theirs. */
    private Optional<Node> option(String name, Node node, String path) {
        return name.endsWith("_file") ? Optional.of(file(node, path)) : Optional.empty();
    }

    private Node file(Node node, String path) {
        if (!(node instanceof ScalarNode scalar) || !scalar.getValue().startsWith(PREFIX)) {
            return node;
        }
        String name = scalar.getValue().substring(PREFIX.length());
        if (!NAME.matcher(name).matches()) {
            problems.add(node, path, "'" + scalar.getValue() + "' names no credential; write " + PREFIX + "NAME");
            return node;
        }
        Optional<Path> directory = handed.directory();
        if (directory.isEmpty()) {
            problems.add(node, path, "'" + scalar.getValue() + "' is not there: " + handed.why(name));
            return node;
        }
        Path file = directory.get().resolve(name);
        // Else each reader of a file would tell how to write one, in a directory that is systemd's.
        if (Files.notExists(file)) {
            problems.add(
                    node,
                    path,
                    "'" + scalar.getValue() + "' is not among what systemd handed over in " + directory.get()
                            + "; add LoadCredential=" + name + ":FILE to the unit and restart it");
            return node;
        }
        return Mappings.scalar(file.toString(), node.getStartMark());
    }

    private static Node children(Node node, String path, Change change) {
        if (!(node instanceof MappingNode mapping)) {
            return node;
        }
        List<NodeTuple> tuples = new ArrayList<>();
        for (NodeTuple tuple : mapping.getValue()) {
            Node value = tuple.getValueNode();
            if (tuple.getKeyNode() instanceof ScalarNode key) {
                String inner = path.isEmpty() ? key.getValue() : path + "." + key.getValue();
                value = change.of(key.getValue(), value, inner).orElse(value);
            }
            tuples.add(new NodeTuple(tuple.getKeyNode(), value));
        }
        return Mappings.mapping(tuples, mapping.getStartMark());
    }

    private static Node elements(Node node, String path, BiFunction<Node, String, Node> change) {
        if (!(node instanceof SequenceNode sequence)) {
            return node;
        }
        List<Node> elements = new ArrayList<>();
        for (Node element : sequence.getValue()) {
            elements.add(change.apply(element, path + "[" + elements.size() + "]"));
        }
        return Mappings.sequence(elements, node.getStartMark());
    }

    /** What becomes of a value; empty to leave it as it is. */
    private interface Change {
        Optional<Node> of(String name, Node value, String path);
    }
}
