package io.pgcairn.daemon.e2e;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The page that Prometheus reads from a daemon of the cluster {@code main} with the tier {@code near}, perhaps {@code
 * far}.
 */
record MetricsPage(String text) {
    private static final Pattern SERIES = Pattern.compile("(?m)^(\\w+)(?:\\{(.*)\\})? (\\S+)$");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");
    private static final String WORD = "[a-z]+";

    /** Every label that there is, and what it may say: nothing that grows with the data. */
    private static final Map<String, String> LABELS = Map.ofEntries(
            Map.entry("cluster", "main"),
            Map.entry("tier", "near|far"),
            Map.entry("type", "full"),
            Map.entry("op", "get|head|put|list|delete"),
            Map.entry("outcome", WORD),
            Map.entry("le", "[0-9.]+|\\+Inf"),
            Map.entry("route", "[a-z/_-]+"),
            Map.entry("status", "[1-5]xx"),
            Map.entry("version", ".+"),
            Map.entry("java", "[0-9].*"),
            Map.entry("area", "heap|nonheap"),
            Map.entry("id", "[A-Za-z' -]+"));

    /** A cluster with two tiers has about 400 series, whatever it has been through. */
    private static final int MOST = 500;

    /** No series has a label that is not known, and there are not many. */
    void requireBounded() {
        List<MatchResult> series = SERIES.matcher(text).results().toList();
        assertTrue(series.size() > 100 && series.size() < MOST, () -> series.size() + " series in\n" + text);
        for (MatchResult each : series) {
            String labels = each.group(2) == null ? "" : each.group(2);
            for (MatchResult label : LABEL.matcher(labels).results().toList()) {
                String allowed = LABELS.get(label.group(1));
                assertTrue(
                        allowed != null && label.group(2).matches(allowed),
                        () -> label.group() + " in " + each.group());
            }
        }
    }

    /** The names that have a series; those of a histogram without what Prometheus adds to its name. */
    TreeSet<String> names() {
        return SERIES.matcher(text)
                .results()
                .map(series -> series.group(1).replaceFirst("(_seconds)_(bucket|count|sum)$", "$1"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The names all series of which are not a number. */
    TreeSet<String> unknown() {
        TreeSet<String> unknown = names();
        SERIES.matcher(text)
                .results()
                .filter(series -> !series.group(3).equals("NaN"))
                .forEach(series -> unknown.remove(series.group(1)));
        unknown.removeIf(name -> text.contains("\n" + name + "_count"));
        return unknown;
    }

    /** The number of the series of this name, which is the only one. */
    double value(String name) {
        List<MatchResult> found = SERIES.matcher(text)
                .results()
                .filter(series -> series.group(1).equals(name))
                .toList();
        assertTrue(found.size() == 1, () -> found.size() + " series " + name + " in\n" + text);
        return Double.parseDouble(found.getFirst().group(3).replace("Inf", "Infinity"));
    }

    /** The number of the series of this name about a tier. */
    double value(String name, String tier) {
        return SERIES.matcher(text)
                .results()
                .filter(series -> series.group(1).equals(name)
                        && String.valueOf(series.group(2)).contains("tier=\"" + tier + "\""))
                .mapToDouble(series -> Double.parseDouble(series.group(3).replace("Inf", "Infinity")))
                .findFirst()
                .orElse(Double.NaN);
    }
}
