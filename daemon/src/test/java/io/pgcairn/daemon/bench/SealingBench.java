package io.pgcairn.daemon.bench;

import io.pgcairn.crypto.AgeSealer;
import io.pgcairn.crypto.PayloadCiphers;
import io.pgcairn.crypto.X25519Identity;
import io.pgcairn.daemon.pipeline.ContentDigest;
import io.pgcairn.daemon.pipeline.ObjectPusher;
import io.pgcairn.daemon.testing.ReachableDirectory;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How many megabytes of WAL one CPU second seals, by pgcairn's pipeline and by what it is made of. Every candidate
 * takes the same segments; rounds go through all candidates in turn, so that a busy machine disturbs all alike.
 */
final class SealingBench {
    private static final String CPU = "MB/cpu-s";
    private static final String WALL = "MB/s";
    private static final String BASELINE = "zstd-jni alone";
    private static final double MEGA = 1e6;

    private final CpuClock clock = new CpuClock();
    private final Figures figures = new Figures();
    private final Map<String, Long> allocated = new LinkedHashMap<>();
    private final List<ByteBuffer> segments;
    private final int passes;
    private final double megabytes;
    private int run;

    private SealingBench(List<ByteBuffer> segments, int passes) {
        this.segments = segments;
        this.passes = passes;
        this.megabytes = segments.stream().mapToLong(ByteBuffer::capacity).sum() / MEGA;
    }

    /** Does something with one segment. */
    private interface Work {
        void on(ByteBuffer segment, int number) throws IOException;
    }

    static void main(String[] words) throws Exception {
        Options options = Options.parse(words);
        int rounds = options.number("rounds", 7);
        Path work = Path.of(options.required("work"));
        List<Path> files = WalFiles.generated(work.resolve("wal"), options.number("segments", 12));
        SealingBench bench = new SealingBench(WalFiles.direct(files), options.number("passes", 3));
        X25519Identity identity = X25519Identity.generate(new SecureRandom());
        PayloadCiphers ciphers = new PayloadCiphers();
        System.out.println("fastest() chose: " + ciphers.fastest().name() + ", of " + ciphers.names());
        try (Baselines baselines = new Baselines();
                ReachableDirectory directory = ReachableDirectory.create();
                ObjectStore local = StoreOpening.local(directory.path())) {
            Map<String, Work> candidates = candidates(identity, ciphers, baselines, local, bench);
            CommandLines programs = new CommandLines(files, identity.recipient().toString());
            String only = options.text("only", "");
            if (!only.isEmpty()) {
                candidates.keySet().removeIf(name -> !name.equals(BASELINE) && !name.contains(only));
            }
            bench.measure(candidates, only.isEmpty() ? programs.byName() : Map.of(), rounds);
            bench.print(baselines.ratio(bench.segments));
        }
    }

    private static Map<String, Work> candidates(
            X25519Identity identity, PayloadCiphers ciphers, Baselines baselines, ObjectStore local, SealingBench bench)
            throws IOException {
        DiscardingStore sink = new DiscardingStore();
        Map<String, Work> candidates = new LinkedHashMap<>();
        candidates.put(BASELINE, (segment, _) -> baselines.stream(segment));
        candidates.put("zstd-jni alone, in one call", (segment, _) -> baselines.whole(segment));
        candidates.put("digest alone (XXH3)", (segment, _) -> ContentDigest.of(segment));
        candidates.put("pipeline, not encrypted", bench.pushing(new ObjectPusher(sink, Optional.empty(), 1)));
        for (String name : ciphers.names()) {
            candidates.put("pipeline, " + name, bench.pushing(pusher(sink, identity, ciphers, name)));
        }
        String fastest = ciphers.fastest().name();
        candidates.put("pipeline, " + fastest + ", local", bench.pushing(pusher(local, identity, ciphers, fastest)));
        return candidates;
    }

    private static ObjectPusher pusher(ObjectStore store, X25519Identity identity, PayloadCiphers ciphers, String name)
            throws IOException {
        AgeSealer sealer = new AgeSealer(List.of(identity.recipient()), ciphers.named(name), new SecureRandom());
        return new ObjectPusher(store, Optional.of(sealer), 1);
    }

    private Work pushing(ObjectPusher pusher) {
        return (segment, number) -> {
            String name = "main/1/wal/1/" + run + "-" + number + pusher.compressedSuffix();
            pusher.push(new ObjectKey(name), segment);
        };
    }

    private void measure(Map<String, Work> candidates, Map<String, List<String>> programs, int rounds)
            throws IOException, InterruptedException {
        for (int round = 0; round <= rounds; round++) {
            for (Map.Entry<String, Work> candidate : candidates.entrySet()) {
                inProcess(candidate.getKey(), candidate.getValue(), round == 0);
            }
            for (Map.Entry<String, List<String>> program : programs.entrySet()) {
                asProgram(program.getKey(), program.getValue(), round == 0);
            }
        }
    }

    /** The first round is for the compiler and is not counted. The CPU clock ticks every 10 ms, hence the passes. */
    private void inProcess(String name, Work work, boolean isWarmUp) throws IOException {
        run++;
        long bytes = Allocation.ofThisThread();
        double cpu = clock.ofThisProcess();
        long start = System.nanoTime();
        for (int i = 0; i < passes * segments.size(); i++) {
            work.on(segments.get(i % segments.size()).duplicate(), i);
        }
        if (!isWarmUp) {
            figures.add(name, WALL, passes * megabytes / ((System.nanoTime() - start) / 1e9));
            figures.add(name, CPU, passes * megabytes / (clock.ofThisProcess() - cpu));
            allocated.put(name, (Allocation.ofThisThread() - bytes) / (passes * segments.size()));
        }
    }

    private void asProgram(String name, List<String> words, boolean isWarmUp) throws IOException, InterruptedException {
        double cpu = clock.ofEndedChildren();
        long start = System.nanoTime();
        CpuClock.run(words);
        if (!isWarmUp) {
            figures.add(name, WALL, megabytes / ((System.nanoTime() - start) / 1e9));
            figures.add(name, CPU, megabytes / (clock.ofEndedChildren() - cpu));
        }
    }

    private void print(double ratio) {
        System.out.println("WAL: " + segments.size() + " segments, " + Figures.number(megabytes, 0)
                + " MB, compressed to a " + Figures.number(ratio, 2) + "th");
        System.out.println();
        System.out.println(
                "| candidate | MB per CPU second | least-most | beside zstd-jni alone | MB/s | KiB on the heap"
                        + " per segment |");
        System.out.println("| --- | --: | --: | --: | --: | --: |");
        double baseline = figures.median(BASELINE, CPU);
        for (String name : figures.candidates()) {
            double cpu = figures.median(name, CPU);
            Long bytes = allocated.get(name);
            System.out.println("| " + name + " | " + Figures.number(cpu, 0) + " | " + figures.range(name, CPU) + " | "
                    + Figures.number(cpu / baseline, 2) + " | " + Figures.number(figures.median(name, WALL), 0) + " | "
                    + (bytes == null ? "" : bytes >> 10) + " |");
        }
    }
}
