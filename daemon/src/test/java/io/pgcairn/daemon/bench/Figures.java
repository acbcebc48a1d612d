package io.pgcairn.daemon.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What several runs of several candidates gave, by column. */
final class Figures {
    private final Map<String, Map<String, List<Double>>> values = new LinkedHashMap<>();

    void add(String candidate, String column, double value) {
        values.computeIfAbsent(candidate, _ -> new LinkedHashMap<>())
                .computeIfAbsent(column, _ -> new ArrayList<>())
                .add(value);
    }

    double median(String candidate, String column) {
        List<Double> sorted = of(candidate, column).stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** The smallest and the largest, for a feeling of how steady the machine was. */
    String range(String candidate, String column) {
        List<Double> all = of(candidate, column);
        double least = all.stream().mapToDouble(v -> v).min().orElseThrow();
        double most = all.stream().mapToDouble(v -> v).max().orElseThrow();
        return String.format(Locale.ROOT, "%.0f-%.0f", least, most);
    }

    double last(String candidate, String column) {
        return of(candidate, column).getLast();
    }

    boolean has(String candidate, String column) {
        return values.getOrDefault(candidate, Map.of()).containsKey(column);
    }

    private List<Double> of(String candidate, String column) {
        List<Double> found = values.getOrDefault(candidate, Map.of()).get(column);
        if (found == null) {
            throw new IllegalArgumentException("nothing was measured of " + candidate + ": " + column);
        }
        return found;
    }

    List<String> candidates() {
        return List.copyOf(values.keySet());
    }

    static String number(double value, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }
}
