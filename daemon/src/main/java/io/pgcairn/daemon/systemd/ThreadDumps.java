package io.pgcairn.daemon.systemd;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down where every thread is, the virtual ones too: what the JVM tells on a signal leaves those out, and they
 * are the ones that do the work. Safe for use by several threads.
 */
public final class ThreadDumps {
    private static final Logger LOG = LoggerFactory.getLogger(ThreadDumps.class);

    /** How many files there are at most; a part that is stuck again and again does not fill a disk. */
    static final int KEPT = 5;

    private static final Path USUAL = Path.of("/var/cache/pgcairn");
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Path directory;
    private final Clock clock;
    private final AtomicBoolean isWriting = new AtomicBoolean();

    ThreadDumps(Path directory, Clock clock) {
        this.directory = directory;
        this.clock = clock;
    }

    /** Those in the cache directory that systemd names, or in that of the package. */
    static ThreadDumps of(Map<String, String> environment, Clock clock) {
        String caches = environment.getOrDefault("CACHE_DIRECTORY", "");
        Path cache = caches.isEmpty() ? USUAL : Path.of(caches.split(":", 2)[0]);
        return new ThreadDumps(cache.resolve("stuck"), clock);
    }

    /** Begins to write, unless it is being written; on a thread of its own, since it may hang with what it looks at. */
    public void begin() {
        if (isWriting.compareAndSet(false, true)) {
            Thread.ofPlatform().daemon().name("thread-dump").start(this::write);
        }
    }

    /** Whether one that was begun has not ended. */
    boolean isWriting() {
        return isWriting.get();
    }

    void write() {
        try {
            Files.createDirectories(directory);
            sweep();
            Path file = directory.resolve("threads-" + STAMP.format(clock.instant()) + "-"
                    + ProcessHandle.current().pid() + ".txt");
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                    .dumpThreads(file.toAbsolutePath().toString(), ThreadDumpFormat.TEXT_PLAIN);
            LOG.atError()
                    .addKeyValue("file", file)
                    .addKeyValue("hint", "keep this file with the log, and report both")
                    .log("where each thread of the daemon is has been written down");
        } catch (IOException | RuntimeException e) {
            LOG.atError()
                    .addKeyValue("error", e.toString())
                    .addKeyValue("hint", "let the daemon write to " + directory + ", or set CacheDirectory in the unit")
                    .log("where the threads of the daemon are could not be written down");
        } finally {
            isWriting.set(false);
        }
    }

    /** Makes room for one more. */
    private void sweep() throws IOException {
        for (Path old : written().stream().skip(KEPT - 1).toList()) {
            Files.deleteIfExists(old);
        }
    }

    /** The newest first. */
    private List<Path> written() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file ->
                            file.getFileName().toString().matches("threads-[0-9]{8}T[0-9]{6}\\.[0-9]{3}Z-[0-9]+\\.txt"))
                    .sorted((one, other) -> other.compareTo(one))
                    .toList();
        }
    }
}
