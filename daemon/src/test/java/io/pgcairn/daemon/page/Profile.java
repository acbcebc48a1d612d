package io.pgcairn.daemon.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A browser's profile, without scripts. It lies outside of the test's own directory, which JUnit deletes as a whole or
 * fails: the browser's children may write here for a moment after it has ended.
 */
record Profile(Path directory) implements AutoCloseable {
    /** As its settings say it: a flag would take the scripts from the browser's own pages as well, which it needs. */
    private static final String NO_SCRIPTS = "{\"profile\":{\"default_content_setting_values\":{\"javascript\":2}}}";

    static Profile make() throws IOException {
        Path directory = Files.createTempDirectory("pgcairn-profile-");
        Files.createDirectory(directory.resolve("Default"));
        Files.writeString(directory.resolve("Default/Preferences"), NO_SCRIPTS);
        return new Profile(directory);
    }

    /** Deletes what is there; what appears meanwhile stays. */
    @Override
    public void close() {
        try (Stream<Path> tree = Files.walk(directory)) {
            List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            System.err.println("a browser's profile is left in " + directory + ": " + e);
        }
    }
}
