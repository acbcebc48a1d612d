package io.pgcairn.daemon.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One round at one store: a candidate puts all workloads, gets and deletes them. */
record StoreComparison(
        String store, StoreTarget target, List<Workload> workloads, Path directory, Share share, Figures figures) {
    private static final double MEGABYTES_PER_GIGABYTE = 1e3;

    /** Fails where the candidate does, or fetches something else than it stored. */
    void run(String candidate) throws IOException, InterruptedException {
        Path fetched = Files.createDirectories(directory.resolve("fetched"));
        try {
            switch (candidate) {
                case "pgcairn" -> ours(fetched);
                case "rclone" -> rclone(fetched);
                default -> copies(fetched);
            }
            for (Workload workload : workloads) {
                workload.requireSame(fetched);
            }
        } finally {
            new DirectoryRemoval(fetched).run();
        }
    }

    private void ours(Path fetched) throws IOException, InterruptedException {
        Path options = directory.resolve("options");
        target.writeOptions(options);
        List<String> words =
                new ArrayList<>(List.of("--prefix", UUID.randomUUID().toString()));
        words.addAll(List.of("--location", target.location().toString(), "--options", options.toString()));
        words.addAll(List.of("--out", fetched.toString()));
        words.addAll(
                List.of("--workloads", joined(workload -> workload.directory().toString())));
        words.addAll(List.of("--parallel", joined(workload -> Integer.toString(workload.parallel()))));
        for (String way : List.of("put", "get")) {
            List<String> all = new ArrayList<>(words);
            all.addAll(List.of("--verb", way));
            List<StoreRun.Result> results =
                    StoreRun.Result.parse(new OwnProcess(StoreRun.class, share.limit()).run(all));
            for (int i = 0; i < results.size(); i++) {
                StoreRun.Result result = results.get(i);
                String row = note(
                        workloads.get(i),
                        way,
                        "pgcairn",
                        new ForeignRun.Result(result.seconds(), result.cpuSeconds(), result.peakMegabytes()));
                if (i == 0) {
                    // Puts are ahead of their requests by what lies in memory, which would be much of the other ones.
                    figures.add(row, "steady", result.steadyCpuPerGigabyte());
                }
            }
        }
    }

    private String joined(Function<Workload, String> word) {
        return workloads.stream().map(word).collect(Collectors.joining(":"));
    }

    private void rclone(Path fetched) throws IOException, InterruptedException {
        for (Workload workload : workloads) {
            Rclone rclone = new Rclone(target, workload.parallel());
            String prefix = UUID.randomUUID().toString();
            String put = note(workload, "put", "rclone", rclone.put(workload.directory(), prefix, share.limit()));
            String get = note(workload, "get", "rclone", rclone.get(prefix, fetched, share.limit()));
            rclone.delete(prefix, share.limit());
        }
    }

    private void copies(Path fetched) throws IOException, InterruptedException {
        for (Workload workload : workloads) {
            Path copy = Files.createDirectory(directory.resolve("copy"));
            String put =
                    note(workload, "put", "cp, sync", copy(workload.directory(), copy, " && sync \"$1\"/* \"$1\""));
            String get = note(workload, "get", "cp, sync", copy(copy, fetched, ""));
            new DirectoryRemoval(copy).run();
        }
    }

    private ForeignRun.Result copy(Path from, Path to, String then) throws IOException, InterruptedException {
        String line = "cp \"$0\"/* \"$1\"" + then;
        return new ForeignRun(Map.of(), share.limit()).run(List.of("sh", "-c", line, from.toString(), to.toString()));
    }

    private String note(Workload workload, String way, String candidate, ForeignRun.Result result) {
        String row = String.join(" | ", store, workload.name(), way, candidate);
        figures.add(row, "MB/s", workload.megabytes() / result.seconds());
        figures.add(row, "cpu", result.cpuSeconds() / (workload.megabytes() / MEGABYTES_PER_GIGABYTE));
        figures.add(row, "peak", result.peakMegabytes());
        System.err.println("measured " + row + ": " + Figures.number(figures.last(row, "MB/s"), 0) + " MB/s, "
                + Figures.number(figures.last(row, "cpu"), 1) + " CPU s per GB");
        return row;
    }
}
