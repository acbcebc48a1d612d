package io.pgcairn.storage.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A program that Go builds from its public source, kept beside the user's other caches so that a clean build does not
 * build it again.
 *
 * @param module where Go finds it
 * @param version a fixed one
 * @param name of the program
 */
record GoProgram(String module, String version, String name) {
    static final GoProgram FAKE_GCS_SERVER =
            new GoProgram("github.com/fsouza/fake-gcs-server", "v1.56.1", "fake-gcs-server");

    private static final long PATIENCE_MINUTES = 15;

    /** Why it is not there and cannot be built; empty if it is there now. */
    Optional<String> missing() {
        if (Files.isExecutable(program())) {
            return Optional.empty();
        }
        if (!canRunGo()) {
            return Optional.of(name + " is not built, and Go is not on the path");
        }
        try {
            Files.createDirectories(directory());
            return build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path program() {
        return directory().resolve(name);
    }

    private Path directory() {
        return Path.of(System.getProperty("user.home"), ".cache", "pgcairn", name + "-" + version);
    }

    private boolean canRunGo() {
        try {
            Process go = new ProcessBuilder("go", "version")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return go.waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Two builds at the same time wait for each other. */
    private Optional<String> build() throws IOException {
        Path log = directory().resolve("build.log");
        try (FileChannel channel = FileChannel.open(
                        directory().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            if (held.isValid() && Files.isExecutable(program())) {
                return Optional.empty();
            }
            ProcessBuilder builder = new ProcessBuilder("go", "install", module + "@" + version)
                    .directory(directory().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().putAll(Map.of("GOBIN", directory().toString(), "GOFLAGS", ""));
            return await(builder.start())
                    ? Optional.empty()
                    : Optional.of("Go could not build " + name + " " + version + ": " + tail(log));
        }
    }

    private boolean await(Process process) {
        try {
            return process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)
                    && process.exitValue() == 0
                    && Files.isExecutable(program());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while Go builds " + name, e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static String tail(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log);
        return String.join(" / ", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
    }
}
