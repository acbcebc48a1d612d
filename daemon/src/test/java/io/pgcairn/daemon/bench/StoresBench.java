package io.pgcairn.daemon.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What storing and fetching costs the client, store by store, beside rclone at the same server or {@code cp} on the
 * same disk. Each run is a process of its own; the order changes with each round.
 */
final class StoresBench {
    private static final List<String> ALL = List.of("local", "s3proxy", "gcs", "azure");

    private final Figures figures = new Figures();
    private final List<String> remarks = new ArrayList<>();
    private final List<String> requestRows = new ArrayList<>();
    private final Path work;
    private final List<Workload> workloads;
    private final int rounds;
    private final boolean hasRclone;

    private StoresBench(Path work, List<Workload> workloads, int rounds, Optional<String> rclone) {
        this.work = work;
        this.workloads = workloads;
        this.rounds = rounds;
        this.hasRclone = rclone.isPresent();
        remarks.add("beside the remote stores: " + rclone.orElse("nothing, since rclone is not installed"));
    }

    static void main(String[] words) throws Exception {
        Options options = Options.parse(words);
        List<String> names = new ArrayList<>(ALL);
        if (!options.text("only", "").isEmpty()) {
            names = List.of(options.text("only", "").split(","));
        }
        Share all = Share.of(Duration.ofSeconds(options.number("seconds", 630)));
        Path work = Files.createTempDirectory("pgcairn-stores");
        try {
            List<Workload> workloads =
                    Workload.of(work.resolve("files"), options.number("megabytes", 2000) * 1_000_000L);
            for (Workload workload : workloads) {
                workload.write();
            }
            StoresBench bench = new StoresBench(work, workloads, options.number("rounds", 2), Rclone.version());
            for (int i = 0; i < names.size(); i++) {
                bench.measure(names.get(i), Share.of(all.left().dividedBy(names.size() - i)));
            }
            bench.print();
        } finally {
            new DirectoryRemoval(work).run();
        }
    }

    private void measure(String name, Share share) throws Exception {
        Path own = Files.createDirectory(work.resolve(name));
        try (StoreTarget target = new StoreTargets(own).start(name)) {
            long begin = System.nanoTime();
            if (!target.options().isEmpty()) {
                requestRows.add(RequestCounts.row(name, target));
            }
            for (int round = 0; round < rounds; round++) {
                Duration longest = Duration.ofNanos((System.nanoTime() - begin) / Math.max(1, round));
                if (round > 0 && share.left().compareTo(longest) < 0) {
                    remark(name + ": " + round + " of " + rounds + " rounds, for want of time");
                    break;
                }
                round(new StoreComparison(name, target, workloads, own, share, figures), candidates(name, round));
            }
        } catch (IOException | RuntimeException e) {
            // A server that cannot run here leaves the other stores to be measured.
            remark(name + ": not measured to the end: " + e.getMessage());
        } finally {
            new DirectoryRemoval(own).run();
        }
    }

    private void round(StoreComparison comparison, List<String> candidates) throws InterruptedException {
        for (String candidate : candidates) {
            try {
                comparison.run(candidate);
            } catch (IOException e) {
                remark(comparison.store() + ", " + candidate + ": " + e.getMessage());
            }
        }
    }

    private void remark(String text) {
        remarks.add(text);
        System.err.println(text);
    }

    private List<String> candidates(String name, int round) {
        List<String> candidates = new ArrayList<>(List.of("pgcairn"));
        if (name.equals("local")) {
            candidates.add("cp, sync");
        } else if (hasRclone) {
            candidates.add("rclone");
        }
        return round % 2 == 0 ? candidates : candidates.reversed();
    }

    private void print() {
        workloads.forEach(workload ->
                System.out.println(workload.name() + ": " + workload.count() + " of " + workload.bytes() + " bytes"));
        remarks.forEach(System.out::println);
        System.out.println("""

                | store | workload | way | candidate | MB/s | CPU s per GB | in the second half | peak resident MB |
                | --- | --- | --- | --- | --: | --: | --: | --: |""");
        for (String row : figures.candidates()) {
            String steady = figures.has(row, "steady") ? Figures.number(figures.median(row, "steady"), 1) : "";
            System.out.println("| " + row + " | "
                    + String.join(
                            " | ",
                            Figures.number(figures.median(row, "MB/s"), 0),
                            Figures.number(figures.median(row, "cpu"), 1),
                            steady,
                            Figures.number(figures.median(row, "peak"), 0))
                    + " |");
        }
        System.out.println(RequestCounts.HEADER);
        requestRows.forEach(System.out::println);
    }
}
