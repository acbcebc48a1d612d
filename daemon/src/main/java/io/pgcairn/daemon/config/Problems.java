package io.pgcairn.daemon.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.Node;

/** Collects what is wrong with one configuration, so that an operator mends it in one go. */
final class Problems {
    private static final int MOST_REPORTED = 50;

    private final List<String> files;
    private final List<Problem> found = new ArrayList<>();

    /** @param files in the order in which problems are told; those of variables come after them */
    Problems(List<String> files) {
        this.files = List.copyOf(files);
    }

    void add(Node where, String key, String text) {
        add(Place.of(where), key, text);
    }

    void add(Place where, String key, String text) {
        found.add(new Problem(where, key, text));
    }

    void throwIfAny() throws ConfigurationException {
        if (found.isEmpty()) {
            return;
        }
        found.sort(Comparator.<Problem>comparingInt(problem -> rank(problem.place()))
                .thenComparingInt(problem -> problem.place().line()));
        String head = found.size() == 1
                ? "the configuration has a problem:"
                : "the configuration has " + found.size() + " problems:";
        String lines = found.stream()
                .limit(MOST_REPORTED)
                .map(problem -> "\n  " + problem)
                .collect(Collectors.joining());
        String rest = found.size() > MOST_REPORTED ? "\n  … and " + (found.size() - MOST_REPORTED) + " more" : "";
        throw new ConfigurationException(
                head + lines + rest,
                "mend the lines or variables named above; docs/configuration.md lists every key",
                null);
    }

    private int rank(Place place) {
        int file = files.indexOf(place.source());
        return file < 0 ? files.size() : file;
    }
}
