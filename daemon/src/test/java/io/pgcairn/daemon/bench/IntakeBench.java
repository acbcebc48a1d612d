package io.pgcairn.daemon.bench;

import io.pgcairn.daemon.instance.ClusterOptions;
import io.pgcairn.daemon.instance.ServerBinaries;
import io.pgcairn.daemon.instance.ServerInstance;
import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.postgres.PostgresConnector;
import io.pgcairn.daemon.postgres.PostgresSettings;
import io.pgcairn.daemon.postgres.ReplicationConnection;
import io.pgcairn.daemon.testing.ReachableDirectory;
import io.pgcairn.daemon.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How fast a backlog of WAL is taken in, by pgcairn, by its bare replication client and by pg_receivewal. Each run has
 * a slot of its own that holds the same backlog, a new process, and an empty directory to write to.
 */
final class IntakeBench {
    private static final double MEGA = 1e6;
    private static final Duration RUN_LIMIT = Duration.ofHours(1);
    private static final Map<String, String> SETTINGS = Map.of(
            "shared_buffers", "128MB",
            "max_wal_size", "4GB",
            "max_replication_slots", "100",
            "max_wal_senders", "20");

    private final CpuClock clock = new CpuClock();
    private final Figures figures = new Figures();
    private final ServerInstance server;
    private final Path work;

    private IntakeBench(ServerInstance server, Path work) {
        this.server = server;
        this.work = work;
    }

    static void main(String[] words) throws Exception {
        Options options = Options.parse(words);
        int rounds = options.number("rounds", 3);
        long bytes = options.number("megabytes", 2000) * 1_000_000L;
        ServerBinaries binaries =
                TestPostgres.debian().isPresent() ? TestPostgres.debian().orElseThrow() : TestPostgres.embedded(18);
        System.out.println("server: PostgreSQL " + binaries.major() + ", fsync off");
        try (TestPostgres postgres = TestPostgres.of(binaries);
                ReachableDirectory work = ReachableDirectory.create()) {
            ServerInstance server = postgres.running(ClusterOptions.DEFAULT, SETTINGS);
            IntakeBench bench = new IntakeBench(server, work.path());
            bench.compare(bench.candidates(options.text("only", "")), bytes, rounds);
        }
    }

    private void compare(List<String> candidates, long bytes, int rounds) throws Exception {
        Lsn end;
        Lsn start;
        try (WalWorkload workload = new WalWorkload(server)) {
            workload.load();
            start = workload.endOfSegment();
            createSlots(candidates.size() * rounds);
            end = workload.write(bytes);
        }
        System.out.println(
                "backlog: " + start + " to " + end + ", " + Figures.number(end.minus(start) / MEGA, 0) + " MB");
        int slot = 0;
        for (int round = 0; round < rounds; round++) {
            for (String candidate : candidates) {
                measure(candidate, "bench_" + slot++, start, end);
            }
        }
        print();
    }

    private List<String> candidates(String only) {
        if (!only.isEmpty()) {
            return List.of(only.split(","));
        }
        List<String> candidates = new ArrayList<>(List.of("local", "discard", "plain", "stream"));
        if (Files.isExecutable(server.binaries().program("pg_receivewal"))) {
            candidates.addAll(List.of("pg_receivewal", "pg_receivewal gzip:1", "pg_receivewal lz4"));
        }
        return candidates;
    }

    private void createSlots(int count) throws Exception {
        PostgresConnector connector = new PostgresConnector(PostgresSettings.parse(server.uri()));
        try (ReplicationConnection connection = connector.replication()) {
            for (int i = 0; i < count; i++) {
                connection.createSlot("bench_" + i);
            }
        }
    }

    private void measure(String candidate, String slot, Lsn start, Lsn end) throws IOException, InterruptedException {
        Path directory = Files.createDirectories(work.resolve(slot));
        double megabytes = end.minus(start) / MEGA;
        if (candidate.startsWith("pg_receivewal")) {
            double cpu = clock.ofEndedChildren();
            long begin = System.nanoTime();
            CpuClock.run(receivewal(candidate, slot, end, directory));
            note(candidate, megabytes, (System.nanoTime() - begin) / 1e9, clock.ofEndedChildren() - cpu);
        } else {
            IntakeRun.Result result = IntakeRun.Result.parse(new OwnProcess(IntakeRun.class, RUN_LIMIT)
                    .run(List.of(
                            "--candidate",
                            candidate,
                            "--uri",
                            server.uri(),
                            "--slot",
                            slot,
                            "--from",
                            start.toString(),
                            "--to",
                            end.toString(),
                            "--store",
                            directory.toString())));
            note(candidate, megabytes, result.seconds(), result.cpuSeconds());
            figures.add(candidate, "rss", result.peakMegabytes());
            figures.add(candidate, "steady", result.steadyCpuPerGigabyte());
        }
        System.err.println(
                "measured " + candidate + ": " + Figures.number(figures.last(candidate, "MB/s"), 0) + " MB/s");
        new DirectoryRemoval(directory).run();
    }

    private void note(String candidate, double megabytes, double seconds, double cpuSeconds) {
        figures.add(candidate, "MB/s", megabytes / seconds);
        figures.add(candidate, "cpu-s/GB", cpuSeconds / (megabytes / 1000));
    }

    private List<String> receivewal(String candidate, String slot, Lsn end, Path directory) {
        List<String> words = new ArrayList<>();
        words.add(server.binaries().program("pg_receivewal").toString());
        words.addAll(List.of("-D", directory.toString(), "-d", server.uri(), "--slot=" + slot, "--no-loop"));
        // It stops behind its end position, so one byte is taken off.
        words.add("--endpos=" + new Lsn(end.value() - 1));
        int method = candidate.indexOf(' ');
        if (method > 0) {
            words.add("--compress=" + candidate.substring(method + 1));
        }
        return words;
    }

    private void print() {
        System.out.println();
        System.out.println("| candidate | MB/s | least-most | CPU s per GB | in the second half | peak resident MB |");
        System.out.println("| --- | --: | --: | --: | --: | --: |");
        for (String candidate : figures.candidates()) {
            System.out.println("| " + candidate + " | " + Figures.number(figures.median(candidate, "MB/s"), 0) + " | "
                    + figures.range(candidate, "MB/s") + " | "
                    + Figures.number(figures.median(candidate, "cpu-s/GB"), 1) + " | "
                    + cell(candidate, "steady", 1) + " | " + cell(candidate, "rss", 0)
                    + " |");
        }
    }

    private String cell(String candidate, String column, int digits) {
        return figures.has(candidate, column) ? Figures.number(figures.median(candidate, column), digits) : "";
    }
}
