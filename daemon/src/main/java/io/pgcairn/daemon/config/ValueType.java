package io.pgcairn.daemon.config;

import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/** What the value of a key may be. */
interface ValueType<T> {
    /** The allowed values in words: {@code a duration from 100ms to 1h}. */
    String allowed();

    /** The value in a file; empty after having reported what is wrong with it. */
    Optional<T> read(Node node, String key, Problems problems);

    /**
     * The value that a declaration's text stands for.
     *
     * @throws IllegalArgumentException the declaration itself is wrong
     */
    T parse(String text);
}
