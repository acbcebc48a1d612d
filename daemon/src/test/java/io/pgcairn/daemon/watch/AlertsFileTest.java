package io.pgcairn.daemon.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.observe.FakeDaemon;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The alerts of Prometheus, the alarms of the page, the runbook and the metrics are about the same. */
class AlertsFileTest {
    private static final Path ROOT =
            Path.of(System.getProperty("pgcairn.root", "..")).toAbsolutePath().normalize();

    /** Of a daemon that is gone no daemon can tell. */
    private static final String DOWN = "PgcairnDown";

    private static final Pattern CHAPTER = Pattern.compile("(?m)^## (\\w+)$");
    private static final Pattern METRIC = Pattern.compile("\\b(?:pgcairn|process|jvm)_\\w+");

    @Test
    void each_alarm_is_an_alert_of_the_same_name_severity_and_limit() throws IOException {
        Map<String, String> alerts = new LinkedHashMap<>();
        alerts().forEach((name, alert) -> alerts.put(name, alert.get("expr") + " " + severity(alert)));
        alerts.remove(DOWN);
        Map<String, String> alarms = new LinkedHashMap<>();
        for (AlarmRule rule : AlarmRule.values()) {
            alarms.put(
                    rule.title(),
                    rule.expression() + " " + rule.severity().name().toLowerCase(Locale.ROOT));
        }
        assertEquals(alarms, alerts);
    }

    @Test
    void each_alert_says_what_is_the_matter_with_its_number_and_where_to_read_on() throws IOException {
        for (Map.Entry<String, Map<?, ?>> each : alerts().entrySet()) {
            Map<?, ?> annotations = mapping(each.getValue().get("annotations"));
            assertEquals(
                    "docs/runbook.md#" + each.getKey().toLowerCase(Locale.ROOT),
                    annotations.get("runbook"),
                    each::getKey);
            assertFalse(String.valueOf(annotations.get("summary")).isBlank(), each::getKey);
            assertTrue(String.valueOf(annotations.get("description")).contains("{{ $"), each::getKey);
        }
    }

    @Test
    void each_alert_has_its_chapter_and_each_chapter_its_alert() throws IOException {
        Set<String> chapters = CHAPTER.matcher(read("docs/runbook.md"))
                .results()
                .map(chapter -> chapter.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(new TreeSet<>(alerts().keySet()), chapters);
    }

    @Test
    void each_chapter_says_what_is_at_risk_what_to_look_at_what_to_do_and_how_it_ends() throws IOException {
        List<String> chapters =
                Arrays.stream(read("docs/runbook.md").split("(?m)^## ")).skip(1).toList();
        for (String chapter : chapters) {
            for (String part : List.of("**At risk.**", "**Look at.**", "**Do.**", "**Clears**", "```")) {
                assertTrue(chapter.contains(part), () -> part + " is not in the chapter " + chapter);
            }
        }
    }

    @Test
    void each_metric_that_is_named_is_produced() throws IOException {
        String named = read("deploy/prometheus/alerts.yml")
                + read("deploy/grafana/pgcairn.json")
                // The slot's name is no metric.
                + read("docs/runbook.md").replace("pgcairn_store_(", "").replace("pgcairn_main", "");
        try (FakeDaemon daemon = new FakeDaemon()) {
            String page = daemon.metrics().scrape();
            List<String> missing = METRIC.matcher(named)
                    .results()
                    .map(MatchResult::group)
                    .distinct()
                    .filter(metric -> !page.contains("\n" + metric + "{") && !page.contains("\n" + metric + " "))
                    .toList();
            assertEquals(List.of(), missing, page);
        }
    }

    private static String severity(Map<?, ?> alert) {
        return String.valueOf(mapping(alert.get("labels")).get("severity"));
    }

    private static Map<String, Map<?, ?>> alerts() throws IOException {
        Map<?, ?> file = (Map<?, ?>)
                new Load(LoadSettings.builder().build()).loadFromString(read("deploy/prometheus/alerts.yml"));
        Map<String, Map<?, ?>> alerts = new LinkedHashMap<>();
        for (Object group : list(file.get("groups"))) {
            for (Object rule : list(mapping(group).get("rules"))) {
                Map<?, ?> alert = (Map<?, ?>) rule;
                alerts.put(String.valueOf(alert.get("alert")), alert);
            }
        }
        return alerts;
    }

    private static Map<?, ?> mapping(@Nullable Object node) {
        return (Map<?, ?>) Objects.requireNonNull(node);
    }

    private static List<?> list(@Nullable Object node) {
        return (List<?>) Objects.requireNonNull(node);
    }

    private static String read(String file) throws IOException {
        return Files.readString(ROOT.resolve(file));
    }
}
