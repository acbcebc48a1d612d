package io.pgcairn.daemon.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.observe.FakeDaemon;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/metrics.md is written by the metrics themselves: with PGCAIRN_WRITE_DOCS=1 this test writes it anew. */
class MetricsPageTest {
    private static final String PAGE = "docs/metrics.md";
    private static final String BEGIN = "<!-- written by MetricsPageTest from here on -->\n";
    private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (\\S+) (\\S+)$");

    @Test
    void the_page_tells_of_every_metric_and_of_no_other() throws IOException {
        String before = Files.readString(Document.file(PAGE));
        String head = before.substring(0, before.indexOf(BEGIN) + BEGIN.length());
        String now = head + table();
        if ("1".equals(System.getenv("PGCAIRN_WRITE_DOCS"))) {
            Files.writeString(Document.file(PAGE), now);
            return;
        }
        assertEquals(now, before, "run this test with PGCAIRN_WRITE_DOCS=1 and look at the change");
    }

    @Test
    void every_metric_says_what_it_is() {
        try (FakeDaemon daemon = new FakeDaemon()) {
            String scraped = daemon.metrics().scrape();
            for (MatchResult type : TYPE.matcher(scraped).results().toList()) {
                String name = type.group(1);
                assertTrue(help(scraped, name).length() > 5, name + " has no help");
                assertEquals(name.endsWith("_total"), type.group(2).equals("counter"), name);
            }
        }
    }

    private static String table() {
        List<String> rows =
                new ArrayList<>(List.of("", "| metric | type | labels | what |", "| --- | --- | --- | --- |"));
        try (FakeDaemon daemon = new FakeDaemon()) {
            String scraped = daemon.metrics().scrape();
            for (MatchResult type : TYPE.matcher(scraped).results().toList()) {
                String name = type.group(1);
                rows.add("| `" + name + "` | " + type.group(2) + " | " + labels(scraped, name) + " | "
                        + help(scraped, name) + " |");
            }
        }
        return String.join("\n", rows) + "\n";
    }

    private static String help(String scraped, String name) {
        return scraped.lines()
                .filter(line -> line.startsWith("# HELP " + name + " "))
                .map(line -> line.substring(("# HELP " + name + " ").length()))
                .findFirst()
                .orElse("");
    }

    private static String labels(String scraped, String name) {
        return Pattern.compile("(?m)^" + name + "(?:_bucket)?\\{(.*)\\} ")
                .matcher(scraped)
                .results()
                .flatMap(sample ->
                        Pattern.compile("(\\w+)=\"").matcher(sample.group(1)).results())
                .map(label -> "`" + label.group(1) + "`")
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .collect(Collectors.joining(", "));
    }
}
