package io.pgcairn.daemon.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/** How much a directory holds. */
record Sizes(long files, long bytes) {
    static Sizes of(Path directory) throws IOException {
        long files = 0;
        long bytes = 0;
        try (Stream<Path> tree = Files.walk(directory)) {
            for (Path file : (Iterable<Path>) tree::iterator) {
                if (Files.isRegularFile(file)) {
                    files++;
                    bytes += sizeOf(file);
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return new Sizes(files, bytes);
    }

    /** A file of a running server may vanish between two looks. */
    private static long sizeOf(Path file) throws IOException {
        try {
            return Files.size(file);
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    String megabytes() {
        return megabytes(bytes);
    }

    static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }
}
