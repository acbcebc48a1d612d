package io.pgcairn.daemon.config;

import java.util.Optional;
import java.util.function.Function;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A value written as one word or string.
 *
 * @param allowed the allowed values in words
 * @param quoted whether a refused value may be repeated in the error; not where it may be a secret
 * @param parser refuses with an {@link IllegalArgumentException} that says why
 */
record ScalarType<T>(String allowed, boolean quoted, Function<String, T> parser) implements ValueType<T> {
    ScalarType(String allowed, Function<String, T> parser) {
        this(allowed, true, parser);
    }

    @Override
    public Optional<T> read(Node node, String key, Problems problems) {
        if (!(node instanceof ScalarNode scalar)) {
            problems.add(node, key, "is a list or a mapping; allowed: " + allowed);
            return Optional.empty();
        }
        if (scalar.getTag().equals(Tag.NULL)) {
            problems.add(node, key, "has no value; allowed: " + allowed);
            return Optional.empty();
        }
        try {
            return Optional.of(parser.apply(scalar.getValue()));
        } catch (IllegalArgumentException e) {
            String value = quoted ? "'" + scalar.getValue() + "' " : "";
            problems.add(node, key, value + "is refused, " + e.getMessage() + "; allowed: " + allowed);
            return Optional.empty();
        }
    }

    @Override
    public T parse(String text) {
        return parser.apply(text);
    }
}
