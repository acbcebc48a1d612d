package io.pgcairn.daemon.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A list of words, each of one type: {@code [a, b]}. */
record ListType<T>(ScalarType<T> element) implements ValueType<List<T>> {
    private static final int MOST_ELEMENTS = 100;

    @Override
    public String allowed() {
        return "a list, each " + element.allowed();
    }

    @Override
    public Optional<List<T>> read(Node node, String key, Problems problems) {
        if (!(node instanceof SequenceNode sequence)) {
            problems.add(node, key, "is not a list; write [ … ] around it; allowed: " + allowed());
            return Optional.empty();
        }
        if (sequence.getValue().size() > MOST_ELEMENTS) {
            problems.add(node, key, "has more than " + MOST_ELEMENTS + " elements");
            return Optional.empty();
        }
        List<T> values = new ArrayList<>();
        for (Node child : sequence.getValue()) {
            element.read(child, key, problems).ifPresent(values::add);
        }
        boolean allFine = values.size() == sequence.getValue().size();
        return allFine ? Optional.of(List.copyOf(values)) : Optional.empty();
    }

    @Override
    public List<T> parse(String text) {
        return text.equals("[]") ? List.of() : List.of(element.parse(text));
    }
}
