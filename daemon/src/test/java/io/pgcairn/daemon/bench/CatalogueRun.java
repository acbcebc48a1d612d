package io.pgcairn.daemon.bench;

import io.pgcairn.daemon.InProcess;
import io.pgcairn.daemon.catalog.LineageContents;
import io.pgcairn.daemon.catalog.WalFixture;
import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.contract.MemoryObjectStore;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** One measured listing of a large archive, in a process of its own. */
final class CatalogueRun {
    private CatalogueRun() {}

    static void main(String[] words) throws Exception {
        Options options = Options.parse(words);
        LargeArchive archive = new LargeArchive(options.number("segments", 0), options.number("backups", 0));
        String made = options.text("make", "");
        if (!made.isEmpty()) {
            archive.makeFiles(Path.of(made));
            return;
        }
        String directory = options.text("store", "");
        String what = options.required("measure");
        if (what.equals("list")) {
            Path config = configuration(Path.of(directory));
            measure(what, "file://", () -> list(config));
        } else if (directory.isEmpty()) {
            int latency = options.number("latency", 50);
            MemoryObjectStore memory = new MemoryObjectStore(Clock.systemUTC());
            archive.fill(memory);
            measure(what, "memory, " + latency + " ms a request", () -> read(what, new LateStore(memory, latency)));
        } else {
            ObjectStore local = StoreOpening.local(Path.of(directory));
            measure(what, "file://", () -> read(what, local));
        }
    }

    /** What is kept until it is measured. */
    @FunctionalInterface
    private interface Work {
        Object run() throws Exception;
    }

    private static Object read(String what, ObjectStore store) throws IOException {
        WalFixture fixture = new WalFixture(store);
        switch (what) {
            case "inventory" -> {
                fixture.wal().inventory().refresh();
                return fixture.wal().inventory();
            }
            case "survey" -> {
                return LineageContents.read(store, fixture.lineage(), Instant.now());
            }
            case "marks" -> {
                return fixture.lineage().backups().list();
            }
            default -> throw new IllegalArgumentException("nobody knows how to measure " + what);
        }
    }

    private static Path configuration(Path store) throws IOException {
        return Files.writeString(store.resolveSibling("pgcairn.yaml"), """
                clusters:
                  main:
                    postgres: { uri: "postgresql://postgres@127.0.0.1:1/postgres" }
                    encryption: { enabled: false }
                    tiers: [{ name: near, store: "file://%s" }]
                """.formatted(store));
    }

    private static Object list(Path config) {
        InProcess.Answer answer = new InProcess(config).run("list", "--config", config.toString());
        if (answer.exitCode() != 0) {
            throw new IllegalStateException(answer.toString());
        }
        return answer;
    }

    private static void measure(String what, String store, Work work) throws Exception {
        System.gc();
        long before = used();
        ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
        long start = System.nanoTime();
        Object result = work.run();
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        long peak = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == java.lang.management.MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
        System.gc();
        long after = used() - before;
        System.out.printf(
                Locale.ROOT,
                "| %s | %s | %.1f | %.1f | %.1f |%n",
                what,
                store,
                took.toMillis() / 1000.0,
                after / 1e6,
                (peak - before) / 1e6);
        java.lang.ref.Reference.reachabilityFence(result);
    }

    private static long used() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
