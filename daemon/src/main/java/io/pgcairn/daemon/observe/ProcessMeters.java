package io.pgcairn.daemon.observe;

import io.micrometer.core.instrument.Tags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/** The meters of this process, under the names that every exporter uses. */
final class ProcessMeters {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path FILES = Path.of("/proc/self/fd");

    private ProcessMeters() {}

    static void add(Meters meters) {
        ProcessHandle.Info info = ProcessHandle.current().info();
        Tags none = Tags.empty();
        meters.moment("process.start.time.seconds", "When the process started", none, info::startInstant);
        meters.secondsIfAny(
                "process.uptime.seconds",
                "For how long the process has been running",
                none,
                () -> info.startInstant().map(start -> Duration.between(start, Instant.now())));
        meters.counter("process.cpu.seconds", "Processor time of all threads", none, ProcessMeters::cpuSeconds);
        meters.gauge("process.resident.memory.bytes", "Memory of the process", none, ProcessMeters::residentBytes);
        meters.gauge("process.open.fds", "Files and sockets that are open", none, ProcessMeters::openFiles);
    }

    private static double cpuSeconds() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .map(used -> used.toMillis() / 1000.0)
                .orElse(0.0);
    }

    /** NaN on a system without Linux' files about processes. */
    private static double residentBytes() {
        try (Stream<String> lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) * 1024)
                    .findFirst()
                    .orElse(Double.NaN);
        } catch (IOException e) {
            return Double.NaN;
        }
    }

    private static double openFiles() {
        try (Stream<Path> files = Files.list(FILES)) {
            return files.count();
        } catch (IOException e) {
            return Double.NaN;
        }
    }
}
