package io.pgcairn.daemon.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A temporary directory that other users may pass, as JUnit's own cannot be: servers run as another user than root. */
public record ReachableDirectory(Path path) implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    public static ReachableDirectory create() throws IOException {
        Path path = Files.createTempDirectory("pgcairn-test-");
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx--x--x"));
        return new ReachableDirectory(path);
    }

    /** One directory for the whole run of tests, deleted when it ends. */
    static Path ofThisRun() throws IOException {
        return OfThisRun.DIRECTORY.path();
    }

    private static final class OfThisRun {
        static final ReachableDirectory DIRECTORY = createUntilExit();

        private static ReachableDirectory createUntilExit() {
            try {
                ReachableDirectory directory = create();
                Runtime.getRuntime().addShutdownHook(new Thread(directory::deleteQuietly));
                return directory;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void deleteQuietly() {
        try {
            close();
        } catch (IOException e) {
            System.err.println("cannot delete " + path + ": " + e.getMessage());
        }
    }

    /** Deletes it; again while processes that are just ending write or delete there. */
    @Override
    public void close() throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                delete();
                return;
            } catch (IOException | UncheckedIOException e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            }
        }
    }

    private void delete() throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> tree = Files.walk(path)) {
            deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : deepestFirst) {
            Files.deleteIfExists(file);
        }
    }
}
