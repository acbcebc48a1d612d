package io.pgcairn.daemon.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.observe.FakeFigures;
import io.pgcairn.daemon.observe.Metrics;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The table of docs/retention.md is that of the program. */
class RetentionPageTest {
    private static final Pattern METRIC = Pattern.compile("(?m)^\\| `(pgcairn_\\w+)` \\|");

    @Test
    void every_shown_metric_is_produced() throws Exception {
        List<String> shown = METRIC.matcher(Document.read("docs/retention.md").text())
                .results()
                .map(row -> row.group(1))
                .toList();
        assertEquals(6, shown.size());
        try (Metrics metrics = new Metrics()) {
            metrics.retention("main", "near", new FakeFigures());
            String page = metrics.scrape();
            for (String metric : shown) {
                assertTrue(page.contains(metric + "{cluster=\"main\",tier=\"near\"} "), metric + " is not in\n" + page);
            }
        }
    }
}
