package io.pgcairn.daemon.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.fault.Fault;
import io.pgcairn.daemon.observe.BackupFigures;
import io.pgcairn.daemon.observe.Metrics;
import io.pgcairn.daemon.observe.ScheduleFigures;
import io.pgcairn.daemon.observe.WalFigures;
import io.pgcairn.storage.StoreUnavailableException;
import io.pgcairn.storage.contract.MemoryObjectStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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
        try (Metrics metrics = new Metrics()) {
            metrics.wal("main", new NoWal());
            metrics.backups("main", List.of("full"), new NoBackups());
            metrics.schedule("main", "backup", new NeverRun());
            metrics.observe("near", new MemoryObjectStore(Clock.systemUTC())).list("", "", 1);
            metrics.retries("near").retried("put", new StoreUnavailableException("down", "", null));
            String page = metrics.scrape();
            List<String> shown = METRIC.matcher(Document.read("README.md").text())
                    .results()
                    .map(row -> row.group(1))
                    .toList();
            assertEquals(13, shown.size());
            for (String metric : shown) {
                assertTrue(page.contains("# TYPE " + metric + " "), metric + " is not in\n" + page);
            }
        }
    }

    private record NoWal() implements WalFigures {
        @Override
        public java.util.OptionalLong durableLagBytes() {
            return java.util.OptionalLong.of(0);
        }

        @Override
        public Optional<Instant> lastDurable() {
            return Optional.empty();
        }

        @Override
        public long receivedBytes() {
            return 0;
        }

        @Override
        public long segmentsStored() {
            return 0;
        }

        @Override
        public long tailsStored() {
            return 0;
        }

        @Override
        public boolean connected() {
            return false;
        }
    }

    private record NoBackups() implements BackupFigures {
        @Override
        public Optional<Instant> lastSuccess(String type) {
            return Optional.empty();
        }

        @Override
        public long failures() {
            return 0;
        }
    }

    private record NeverRun() implements ScheduleFigures {
        @Override
        public Optional<Instant> next() {
            return Optional.empty();
        }

        @Override
        public Duration overdue() {
            return Duration.ZERO;
        }
    }
}
