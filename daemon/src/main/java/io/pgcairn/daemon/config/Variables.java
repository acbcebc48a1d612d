package io.pgcairn.daemon.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Puts what environment variables say into the tree of a file. A variable names a key by its path in upper case, parts
 * joined by two underscores: {@code PGCAIRN_CLUSTERS__MAIN__TIERS__0__STORE}.
 */
final class Variables {
    static final String PREFIX = "PGCAIRN_";
    static final String JOINT = "__";

    private static final int MOST_DIGITS = 3;

    private final Map<String, String> environment;
    private final Problems problems;

    Variables(Map<String, String> environment, Problems problems) {
        this.environment = environment;
        this.problems = problems;
    }

    /** Whether a variable names a key; the program's own have no two underscores. */
    static boolean isAny(Map<String, String> environment) {
        return environment.keySet().stream().anyMatch(Variables::isKey);
    }

    /** The name of the variable for a dotted path, {@code tiers[0]} written as {@code TIERS__0}. */
    static String nameOf(String path) {
        return PREFIX
                + path.replace("[", ".")
                        .replace("]", "")
                        .replace(".", JOINT)
                        .replace('-', '_')
                        .toUpperCase(Locale.ROOT);
    }

    /** The tree with every variable's value in its place. */
    Node over(Section root, Node file) {
        Node node = file;
        for (String name : names()) {
            Variable variable = new Variable(name, environment.getOrDefault(name, ""));
            node = inSection(root, node, name.substring(PREFIX.length()), variable);
        }
        return node;
    }

    /** Lists are filled from their first element on. */
    private List<String> names() {
        Comparator<String> byNumbers = Comparator.comparing(
                name -> Stream.of(name.split(JOINT, -1)).map(Variables::padded).collect(Collectors.joining(JOINT)));
        return environment.keySet().stream()
                .filter(Variables::isKey)
                .sorted(byNumbers.thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    private static String padded(String part) {
        return isNumber(part) ? "0".repeat(MOST_DIGITS - part.length()) + part : part;
    }

    private static boolean isKey(String name) {
        return name.startsWith(PREFIX) && name.indexOf(JOINT, PREFIX.length()) >= 0;
    }

    private Node inSection(Section section, Node node, String rest, Variable variable) {
        for (Entry entry : section.entries()) {
            String name = upper(entry.name());
            if (rest.equals(name) || rest.startsWith(name + JOINT)) {
                Node old = Mappings.get(node, entry.name()).orElseGet(variable::nothing);
                Node value = entry(entry, old, rest.substring(name.length()), variable);
                return value == old ? node : Mappings.with(node, entry.name(), value);
            }
        }
        String typed = head(rest);
        List<String> known = section.names().stream().map(Variables::upper).toList();
        String before = variable.name().substring(0, variable.name().length() - rest.length());
        return unknown(
                node,
                variable,
                NearestName.of(typed, known)
                        .map(near -> "did you mean " + before + near + rest.substring(typed.length()) + "?")
                        .orElse("known after " + before + ": " + String.join(", ", known)));
    }

    /** @param rest what follows the entry's name: nothing, or the joint and further parts */
    private Node entry(Entry entry, Node node, String rest, Variable variable) {
        if (rest.isEmpty()) {
            return entry instanceof Key<?> key ? whole(key.type(), node, variable) : refuseSection(node, variable);
        }
        String inner = rest.substring(JOINT.length());
        return switch (entry) {
            case Key<?> key -> part(key.type(), node, inner, variable);
            case Section section ->
                switch (section.shape()) {
                    case ONE, OPTIONAL -> inSection(section, node, inner, variable);
                    case PER_NAME -> inNamed(section, node, inner, variable);
                    case LIST ->
                        inList(node, inner, variable, (child, last) -> inSection(section, child, last, variable));
                };
        };
    }

    private Node whole(ValueType<?> type, Node node, Variable variable) {
        if (type instanceof OptionsType) {
            return refuseSection(node, variable);
        }
        if (!(type instanceof ListType<?>)) {
            return variable.scalar(variable.value());
        }
        List<Node> elements = Stream.of(variable.value().split(",", -1))
                .map(String::strip)
                .filter(element -> !element.isEmpty())
                .map(variable::scalar)
                .toList();
        return Mappings.sequence(elements, variable.mark());
    }

    private Node part(ValueType<?> type, Node node, String rest, Variable variable) {
        if (type instanceof OptionsType) {
            return Mappings.with(node, rest.toLowerCase(Locale.ROOT), variable.scalar(variable.value()));
        }
        if (type instanceof ListType<?> && isNumber(rest)) {
            return inList(node, rest, variable, (_, _) -> variable.scalar(variable.value()));
        }
        return unknown(node, variable, "there is nothing below " + below(variable, rest));
    }

    private Node inNamed(Section section, Node node, String rest, Variable variable) {
        List<String> names = Mappings.names(node).stream()
                .filter(name -> rest.startsWith(upper(name) + JOINT))
                .toList();
        if (names.size() > 1) {
            return refuse(node, variable, "may mean each of " + String.join(", ", names));
        }
        String typed = names.isEmpty() ? head(rest) : upper(names.getFirst());
        if (typed.length() == rest.length()) {
            return refuseSection(node, variable);
        }
        String name = names.isEmpty() ? typed.toLowerCase(Locale.ROOT) : names.getFirst();
        Node old = Mappings.get(node, name).orElseGet(variable::nothing);
        Node value = inSection(section, old, rest.substring(typed.length() + JOINT.length()), variable);
        return value == old ? node : Mappings.with(node, name, value);
    }

    private Node inList(Node node, String rest, Variable variable, ElementChange change) {
        if (!(node instanceof SequenceNode) && !Mappings.isNothing(node)) {
            return node;
        }
        String number = head(rest);
        if (!isNumber(number)) {
            return refuse(node, variable, "lacks a number, from 0, after " + below(variable, rest));
        }
        List<Node> elements = new ArrayList<>(node instanceof SequenceNode sequence ? sequence.getValue() : List.of());
        int index = Integer.parseInt(number);
        if (index > elements.size()) {
            return refuse(node, variable, "leaves a hole in the list; the next number is " + elements.size());
        }
        Node old = index < elements.size() ? elements.get(index) : variable.nothing();
        int start = Math.min(rest.length(), number.length() + JOINT.length());
        Node value = change.of(old, rest.substring(start));
        if (value == old) {
            return node;
        }
        if (index < elements.size()) {
            elements.set(index, value);
        } else {
            elements.add(value);
        }
        return Mappings.sequence(elements, Mappings.isNothing(node) ? variable.mark() : node.getStartMark());
    }

    private Node refuseSection(Node node, Variable variable) {
        return refuse(node, variable, "names a whole section; set the keys in it, each by its own variable");
    }

    private Node unknown(Node node, Variable variable, String why) {
        return refuse(node, variable, "is not a known key; " + why);
    }

    /** The value is not told: it may be a secret that was put in the wrong place. */
    private Node refuse(Node node, Variable variable, String why) {
        problems.add(new Place(variable.name(), 0), "", why);
        return node;
    }

    private static String below(Variable variable, String rest) {
        return variable.name().substring(0, variable.name().length() - rest.length() - JOINT.length());
    }

    private static String head(String rest) {
        int end = rest.indexOf(JOINT);
        return end < 0 ? rest : rest.substring(0, end);
    }

    private static String upper(String name) {
        return name.replace('-', '_').toUpperCase(Locale.ROOT);
    }

    private static boolean isNumber(String text) {
        return text.matches("[0-9]{1," + MOST_DIGITS + "}");
    }

    private interface ElementChange {
        Node of(Node old, String rest);
    }

    /** One variable of the environment. */
    private record Variable(String name, String value) {
        Optional<Mark> mark() {
            return Place.markOf(name);
        }

        Node scalar(String text) {
            return Mappings.scalar(text, mark());
        }

        Node nothing() {
            return Mappings.nothing(mark());
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
