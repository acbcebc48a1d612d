package io.pgcairn.daemon.config;

import io.pgcairn.daemon.config.EffectiveConfiguration.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Writes a configuration that is known to be without problems, every key of the declarations. Used once. */
final class EffectiveWriter {
    private final Redaction redaction;
    private final boolean onlyWritten;
    private final List<String> yaml = new ArrayList<>();
    private final List<Setting> settings = new ArrayList<>();

    /** @param onlyWritten whether what nobody wrote is left out */
    EffectiveWriter(Redaction redaction, boolean onlyWritten) {
        this.redaction = redaction;
        this.onlyWritten = onlyWritten;
    }

    EffectiveConfiguration write(Sources sources) {
        yaml.add("# The configuration of " + sources.file() + " as it is in force, secrets masked.");
        yaml.add("# Relative paths start at " + sources.base() + ".");
        entries(RootSection.DECLARATION, Optional.of(sources.root()), "", "");
        return new EffectiveConfiguration(yaml, settings);
    }

    private void entries(Section section, Optional<Node> node, String path, String indent) {
        for (Entry entry : section.entries()) {
            Optional<Node> value = node.flatMap(around -> Mappings.get(around, entry.name()));
            String inner = path.isEmpty() ? entry.name() : path + "." + entry.name();
            switch (entry) {
                case Key<?> key -> key(key, value, inner, indent);
                case Section child -> section(child, value, inner, indent);
            }
        }
    }

    private void section(Section section, Optional<Node> node, String path, String indent) {
        if (node.isEmpty() && (onlyWritten || section.isOptional())) {
            comment(section.name(), "not given", indent);
            return;
        }
        int before = yaml.size();
        switch (section.shape()) {
            case ONE, OPTIONAL -> entries(section, node, path, indent + "  ");
            case PER_NAME -> node.ifPresent(names -> named(section, names, path, indent + "  "));
            case LIST -> node.ifPresent(list -> elements(section, list, path, indent + "  "));
        }
        // A section in which nothing is set would be a key without a value, and is said to be left out.
        boolean isEmpty = yaml.subList(before, yaml.size()).stream()
                .allMatch(line -> line.strip().startsWith("#"));
        String isGiven = node.isPresent() ? section.name() + ": {}" : "# " + section.name() + ":";
        yaml.add(before, indent + (isEmpty ? isGiven : section.name() + ":"));
    }

    private void named(Section section, Node names, String path, String indent) {
        for (String name : Mappings.names(names)) {
            yaml.add(indent + YamlText.scalar(name) + ":");
            entries(section, Mappings.get(names, name), path + "." + name, indent + "  ");
        }
    }

    private void elements(Section section, Node list, String path, String indent) {
        int number = 0;
        for (Node element : list instanceof SequenceNode sequence ? sequence.getValue() : List.<Node>of()) {
            int first = yaml.size();
            entries(section, Optional.of(element), path + "[" + number++ + "]", indent + "  ");
            // The first key, which every list of sections requires, stands behind the dash.
            yaml.set(first, indent + "- " + yaml.get(first).strip());
        }
    }

    private void key(Key<?> key, Optional<Node> node, String path, String indent) {
        Optional<Node> written = node.filter(value -> !Mappings.isNothing(value));
        if (written.isPresent()) {
            line(key, path, indent, text(key, written.get()), origin(written.get()));
        } else if (onlyWritten) {
            return;
        } else if (key.presence() == Key.Presence.OPTIONAL) {
            comment(key.name(), key.text(), indent);
            settings.add(new Setting(path, Variables.nameOf(path), "", Setting.DEFAULT));
        } else {
            line(key, path, indent, defaultText(key), Setting.DEFAULT);
        }
    }

    private void line(Key<?> key, String path, String indent, String text, String origin) {
        yaml.add(indent + key.name() + ": " + text + "  # " + origin);
        settings.add(new Setting(path, Variables.nameOf(path), text, origin));
    }

    private void comment(String name, String text, String indent) {
        if (!onlyWritten) {
            yaml.add(indent + "# " + name + ": " + text);
        }
    }

    private static String defaultText(Key<?> key) {
        return switch (key.type()) {
            case OptionsType _ -> "{}";
            case ListType<?> _ -> key.text().startsWith("[") ? key.text() : "[" + YamlText.scalar(key.text()) + "]";
            default -> YamlText.scalar(key.text());
        };
    }

    private String text(Key<?> key, Node node) {
        return switch (node) {
            case SequenceNode list ->
                list.getValue().stream()
                        .map(element -> YamlText.scalar(redaction.shown(key.type(), value(element))))
                        .collect(Collectors.joining(", ", "[", "]"));
            case MappingNode options ->
                options.getValue().stream().map(this::option).collect(Collectors.joining(", ", "{", "}"));
            default -> YamlText.scalar(redaction.shown(key.type(), value(node)));
        };
    }

    private String option(NodeTuple tuple) {
        String name = value(tuple.getKeyNode());
        return YamlText.scalar(name) + ": " + YamlText.scalar(redaction.option(name, value(tuple.getValueNode())));
    }

    private static String value(Node node) {
        return node instanceof ScalarNode scalar ? scalar.getValue() : "";
    }

    /** Where a value was written; where the parts of a list or a mapping were, if not all in one place. */
    private static String origin(Node node) {
        List<String> places = new ArrayList<>();
        switch (node) {
            case SequenceNode list -> list.getValue().forEach(element -> places.add(source(element)));
            case MappingNode options -> options.getValue().forEach(tuple -> places.add(source(tuple.getValueNode())));
            default -> {}
        }
        boolean isOne = places.stream().distinct().count() < 2;
        return isOne && (places.isEmpty() || source(node).equals(places.getFirst()))
                ? Place.of(node).toString()
                : places.stream().distinct().collect(Collectors.joining(", "));
    }

    private static String source(Node node) {
        return Place.of(node).source();
    }
}
