package io.pgcairn.daemon.bench;

import io.pgcairn.storage.ByteRange;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.ObjectUpload;
import io.pgcairn.storage.PutCondition;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * Stores the files of several workloads one after the other, or fetches them, in a process with the daemon's own Java
 * options. The first workload's time begins before the store is opened, so it pays for the start of Java's compiler and
 * of the client; the start of the Java machine is left out.
 */
final class StoreRun {
    /** What a sealing stream hands over at once. */
    private static final int CHUNK = (64 << 10) + 16;

    private final ObjectStore store;
    private final String prefix;

    private StoreRun(ObjectStore store, String prefix) {
        this.store = store;
        this.prefix = prefix;
    }

    /** What a run prints for each workload, a line each. */
    record Result(double seconds, double cpuSeconds, double steadyCpuPerGigabyte, double peakMegabytes) {
        /** Tells it from what Java itself may print. */
        private static final String MARK = "took ";

        static List<Result> parse(String output) {
            return output.lines()
                    .filter(line -> line.startsWith(MARK))
                    .map(line -> parseLine(line.substring(MARK.length())))
                    .toList();
        }

        private static Result parseLine(String line) {
            double[] numbers =
                    Stream.of(line.split(" ")).mapToDouble(Double::parseDouble).toArray();
            return new Result(numbers[0], numbers[1], numbers[2], numbers[3]);
        }

        @Override
        public String toString() {
            return MARK + seconds + " " + cpuSeconds + " " + steadyCpuPerGigabyte + " " + peakMegabytes;
        }
    }

    static void main(String[] words) throws Exception {
        Options options = Options.parse(words);
        URI location = URI.create(options.required("location"));
        Map<String, String> settings = StoreTarget.readOptions(Path.of(options.required("options")));
        boolean isPut = options.required("verb").equals("put");
        CpuClock clock = new CpuClock();
        double cpu = clock.ofThisProcess();
        long begin = System.nanoTime();
        try (ObjectStore store = StoreOpening.open(location, settings)) {
            StoreRun run = new StoreRun(store, options.required("prefix"));
            String[] directories = options.required("workloads").split(":");
            String[] parallel = options.required("parallel").split(":");
            for (int i = 0; i < directories.length; i++) {
                List<Path> files = files(Path.of(directories[i]));
                CpuProgress progress = new CpuProgress(clock, total(files));
                Work work = isPut ? new Put(run, progress) : new Get(run, progress, options.required("out"));
                each(files, Integer.parseInt(parallel[i]), work);
                System.out.println(new Result(
                        (System.nanoTime() - begin) / 1e9,
                        clock.ofThisProcess() - cpu,
                        progress.cpuPerGigabyte(),
                        ProcessMemory.peakOfThis()));
                if (!isPut) {
                    store.delete(files.stream().map(run::key).toList());
                }
                ProcessMemory.forgetPeakOfThis();
                cpu = clock.ofThisProcess();
                begin = System.nanoTime();
            }
        }
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> listed = Files.list(directory)) {
            return listed.sorted().toList();
        }
    }

    private static long total(List<Path> files) throws IOException {
        long total = 0;
        for (Path file : files) {
            total += Files.size(file);
        }
        return total;
    }

    private sealed interface Work {
        void on(Path file) throws IOException;
    }

    private static void each(List<Path> files, int parallel, Work work) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(parallel)) {
            List<Future<?>> running = new ArrayList<>();
            for (Path file : files) {
                running.add(threads.submit(() -> {
                    work.on(file);
                    return file;
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        }
    }

    private ObjectKey key(Path file) {
        return new ObjectKey(prefix + "/" + file.getFileName());
    }

    private record Put(StoreRun run, CpuProgress progress) implements Work {
        @Override
        public void on(Path file) throws IOException {
            ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK);
            try (FileChannel in = FileChannel.open(file);
                    ObjectUpload upload = run.store.upload(run.key(file), PutCondition.IF_ABSENT)) {
                while (in.read(chunk.clear()) >= 0) {
                    progress.add(chunk.position());
                    upload.write(chunk.flip());
                }
                upload.commit();
            }
        }
    }

    private record Get(StoreRun run, CpuProgress progress, String directory) implements Work {
        @Override
        public void on(Path file) throws IOException {
            byte[] chunk = new byte[CHUNK];
            Path to = Path.of(directory).resolve(file.getFileName());
            try (InputStream in = run.store.get(run.key(file), ByteRange.ALL);
                    OutputStream out = Files.newOutputStream(to)) {
                for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                    out.write(chunk, 0, count);
                    progress.add(count);
                }
            }
        }
    }
}
