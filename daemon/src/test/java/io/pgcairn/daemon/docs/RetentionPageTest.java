package io.pgcairn.daemon.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.observe.Metrics;
import io.pgcairn.daemon.observe.RetentionFigures;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
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
            metrics.retention("main", "near", new Some());
            String page = metrics.scrape();
            for (String metric : shown) {
                assertTrue(page.contains(metric + "{cluster=\"main\",tier=\"near\"} "), metric + " is not in\n" + page);
            }
        }
    }

    private record Some() implements RetentionFigures {
        @Override
        public Optional<Instant> lastSuccess() {
            return Optional.empty();
        }

        @Override
        public long deletedObjects() {
            return 1;
        }

        @Override
        public long deletedBytes() {
            return 2;
        }

        @Override
        public OptionalLong lockedObjects() {
            return OptionalLong.empty();
        }

        @Override
        public boolean isRefused() {
            return true;
        }

        @Override
        public long failures() {
            return 3;
        }
    }
}
