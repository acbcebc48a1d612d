package io.pgcairn.daemon.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The memory of a Java process, as Linux sees it and as Java accounts for it. */
record ProcessMemory(long pid) {
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");
    private static final Pattern GENERATION =
            Pattern.compile("(?:DefNew|Tenured|generation)\\s+total (\\d+)K, used (\\d+)K");
    private static final Pattern BUFFERS = Pattern.compile("Other \\(reserved=\\d+KB, committed=(\\d+)KB");
    private static final Pattern TOTAL = Pattern.compile("Total: reserved=\\d+KB, committed=(\\d+)KB");
    private static final double KIB_PER_MEGABYTE = 1e6 / 1024;
    private static final double TICKS = 100;

    /** What Java says, in megabytes. */
    record Java(double heapUsed, double heapHeld, double buffers, double total) {
        String cells() {
            return Figures.number(heapUsed, 0) + " | " + Figures.number(heapHeld, 0) + " | "
                    + Figures.number(buffers, 0) + " | " + Figures.number(total, 0);
        }
    }

    double residentMegabytes() throws IOException {
        return sum(RESIDENT, Files.readString(Path.of("/proc/" + pid + "/status")), 1);
    }

    /** The most that this process ever had resident. */
    static double peakOfThis() throws IOException {
        return new ProcessMemory(ProcessHandle.current().pid()).peakMegabytes();
    }

    /** Lets the peak begin anew at what is resident now. */
    static void forgetPeakOfThis() throws IOException {
        Files.writeString(Path.of("/proc/self/clear_refs"), "5");
    }

    /** The most that was ever resident, in megabytes. */
    double peakMegabytes() throws IOException {
        return sum(PEAK, Files.readString(Path.of("/proc/" + pid + "/status")), 1);
    }

    double cpuSeconds() throws IOException {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS;
    }

    /** Asks the process itself, which is to track its native memory. */
    Java java() throws IOException, InterruptedException {
        String heap = jcmd("GC.heap_info");
        String nativeMemory = jcmd("VM.native_memory", "summary");
        return new Java(
                sum(GENERATION, heap, 2),
                sum(GENERATION, heap, 1),
                sum(BUFFERS, nativeMemory, 1),
                sum(TOTAL, nativeMemory, 1));
    }

    private String jcmd(String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(pid));
        builder.command().addAll(List.of(command));
        Process process = builder.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("jcmd failed: " + output);
        }
        return output;
    }

    private static double sum(Pattern pattern, String text, int group) throws IOException {
        Matcher matcher = pattern.matcher(text);
        double kib = 0;
        boolean isFound = false;
        while (matcher.find()) {
            kib += Double.parseDouble(matcher.group(group));
            isFound = true;
        }
        if (!isFound) {
            throw new IOException("no " + pattern + " in: " + text);
        }
        return kib / KIB_PER_MEGABYTE;
    }
}
