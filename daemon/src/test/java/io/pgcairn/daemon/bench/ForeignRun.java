package io.pgcairn.daemon.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A run of somebody else's program, measured from outside.
 *
 * @param environment is added to this process's own
 */
record ForeignRun(Map<String, String> environment, Duration limit) {
    private static final long LOOK_MILLIS = 20;

    /** What a run took; the memory is the most that was seen of it. */
    record Result(double seconds, double cpuSeconds, double peakMegabytes) {}

    /** Fails unless the program ends well and in time. */
    Result run(List<String> words) throws IOException, InterruptedException {
        CpuClock clock = new CpuClock();
        double cpu = clock.ofEndedChildren();
        long begin = System.nanoTime();
        ProcessBuilder builder = new ProcessBuilder(words)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        // What is set here for Amazon's own clients is not meant for a server on this machine.
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        Thread end = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(end);
        try {
            double peak = watch(process, begin);
            double seconds = (System.nanoTime() - begin) / 1e9;
            if (process.exitValue() != 0) {
                throw new IOException(words.getFirst() + " ended with " + process.exitValue());
            }
            return new Result(seconds, clock.ofEndedChildren() - cpu, peak);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
            Runtime.getRuntime().removeShutdownHook(end);
        }
    }

    private double watch(Process process, long begin) throws IOException, InterruptedException {
        ProcessMemory memory = new ProcessMemory(process.pid());
        double peak = 0;
        while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
            try {
                peak = Math.max(peak, memory.peakMegabytes());
            } catch (IOException e) {
                continue; // it ended between two looks
            }
            if (System.nanoTime() - begin > limit.toNanos()) {
                throw new IOException("a run took longer than " + limit.toSeconds() + " s");
            }
        }
        return peak;
    }
}
