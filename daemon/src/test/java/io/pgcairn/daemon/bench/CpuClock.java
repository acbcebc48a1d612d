package io.pgcairn.daemon.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** CPU time in seconds: of this process with all its threads, and of the programs that it ran to their end. */
final class CpuClock {
    private static final double NANOS = 1e9;
    private static final double TICKS = 100; // sysconf(_SC_CLK_TCK), which Linux has fixed at 100
    private static final int CHILD_USER = 13; // fields of /proc/self/stat, counted from behind the program's name
    private static final int CHILD_SYSTEM = 14;

    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    double ofThisProcess() {
        return system.getProcessCpuTime() / NANOS;
    }

    /** In steps of 10 ms: for work of seconds. */
    double ofEndedChildren() throws IOException {
        String stat = Files.readString(Path.of("/proc/self/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[CHILD_USER]) + Long.parseLong(fields[CHILD_SYSTEM])) / TICKS;
    }

    /** Runs a program to its end, its errors shown; fails unless it ends well. */
    static void run(List<String> words) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(words)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        int code = process.waitFor();
        if (code != 0) {
            throw new IOException(words.getFirst() + " ended with " + code + ": " + String.join(" ", words));
        }
    }
}
