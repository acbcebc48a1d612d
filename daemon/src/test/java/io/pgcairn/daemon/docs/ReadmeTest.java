package io.pgcairn.daemon.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.fault.Fault;
import io.pgcairn.daemon.observe.FakeDaemon;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The tables of README.md are those of the program. */
class ReadmeTest {
    private static final Pattern CODE = Pattern.compile("(?m)^\\| (\\d+) \\| `(\\w+)` \\|");
    private static final Pattern METRIC = Pattern.compile("(?m)^\\| `(pgcairn_\\w+)` \\|");

    @Test
    void the_exit_codes_are_those_of_the_table_of_faults() throws Exception {
        List<String> shown = CODE.matcher(Document.read("README.md").text())
                .results()
                .map(row -> row.group(1) + " " + row.group(2))
                .toList();
        List<String> known = Arrays.stream(Fault.values())
                .map(fault -> fault.exitCode() + " " + fault.label())
                .toList();
        assertEquals(known, shown);
    }

    @Test
    void every_shown_metric_is_produced() throws Exception {
        try (FakeDaemon daemon = new FakeDaemon()) {
            String page = daemon.metrics().scrape();
            List<String> shown = METRIC.matcher(Document.read("README.md").text())
                    .results()
                    .map(row -> row.group(1))
                    .toList();
            assertEquals(12, shown.size());
            for (String metric : shown) {
                assertTrue(page.contains("# TYPE " + metric + " "), metric + " is not in\n" + page);
            }
        }
    }
}
