package io.pgcairn.daemon.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.Node;

/** Collects what is wrong with one file, so that an operator mends it in one go. */
final class Problems {
    private static final int MOST_REPORTED = 50;

    private final String file;
    private final List<Problem> found = new ArrayList<>();

    Problems(String file) {
        this.file = file;
    }

    void add(Node where, String key, String text) {
        add(line(where), key, text);
    }

    void add(int line, String key, String text) {
        found.add(new Problem(file, line, key, text));
    }

    void throwIfAny() throws ConfigurationException {
        if (found.isEmpty()) {
            return;
        }
        found.sort(Comparator.comparingInt(Problem::line));
        String head = found.size() == 1
                ? "the configuration has a problem:"
                : "the configuration has " + found.size() + " problems:";
        String lines = found.stream()
                .limit(MOST_REPORTED)
                .map(problem -> "\n  " + problem)
                .collect(Collectors.joining());
        String rest = found.size() > MOST_REPORTED ? "\n  … and " + (found.size() - MOST_REPORTED) + " more" : "";
        throw new ConfigurationException(
                head + lines + rest, "mend the lines named above; docs/configuration.md lists every key", null);
    }

    private static int line(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
    }
}
