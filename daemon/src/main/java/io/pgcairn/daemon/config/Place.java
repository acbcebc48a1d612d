package io.pgcairn.daemon.config;

import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Where something of the configuration was written.
 *
 * @param source a file's path or a variable's name
 * @param line from 1; 0 when the source as a whole is meant
 */
record Place(String source, int line) {
    private static final int NO_LINE = -1;

    /** Nodes know their sources by their marks, through all merging. */
    static Place of(Node node) {
        return node.getStartMark()
                .map(mark -> new Place(mark.getName(), mark.getLine() + 1))
                .orElse(new Place("", 0));
    }

    /** The mark of a node that comes from a variable. */
    static Optional<Mark> markOf(String variable) {
        return Optional.of(new Mark(variable, 0, NO_LINE, 0, new int[0], 0));
    }

    @Override
    public String toString() {
        return line > 0 ? source + ":" + line : source;
    }
}
