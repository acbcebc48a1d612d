package io.pgcairn.storage.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** The servers that come from npm, at the versions of the lock file beside this module, installed into its target. */
final class NodePackages {
    private static final List<String> FILES = List.of("package.json", "package-lock.json", "parent.js");
    private static final int PATIENCE_MINUTES = 10;

    private final Path directory;

    private NodePackages(Path directory) {
        this.directory = directory;
    }

    /** Installs what is not there yet, once for all builds in this tree; aborts the test where it cannot. */
    static NodePackages installed(String server) {
        for (String program : List.of("node", "npm")) {
            Assumptions.assumeTrue(isOnPath(program), server + " cannot run: " + program + " is not on the path");
        }
        Places places = Places.ofThisBuild();
        Path directory = places.target().resolve("npm");
        try {
            Files.createDirectories(directory);
            try (FileChannel channel =
                    FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                // Held until the channel is closed.
                channel.lock();
                install(places.source().resolve("npm"), directory, server);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot install " + server, e);
        }
        return new NodePackages(directory);
    }

    /** The command that runs a script of a package, which ends when this process does. */
    List<String> command(String script) {
        return List.of(
                "node",
                "--require",
                directory.resolve("parent.js").toString(),
                directory.resolve("node_modules").resolve(script).toString());
    }

    private static void install(Path source, Path directory, String server) throws IOException {
        Path done = directory.resolve("installed.json");
        if (Files.exists(done) && Files.mismatch(done, source.resolve("package-lock.json")) < 0) {
            return;
        }
        for (String file : FILES) {
            Files.copy(source.resolve(file), directory.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        Path log = directory.resolve("install.log");
        boolean isInstalled = run(directory, log);
        Assumptions.assumeTrue(
                isInstalled, () -> server + " cannot run: npm could not install it, see " + log.getFileName());
        Files.copy(directory.resolve("package-lock.json"), done, StandardCopyOption.REPLACE_EXISTING);
    }

    private static boolean run(Path directory, Path log) throws IOException {
        Process npm = new ProcessBuilder("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        npm.getOutputStream().close();
        try {
            return npm.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES) && npm.exitValue() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while npm installs", e);
        } finally {
            npm.descendants().forEach(ProcessHandle::destroyForcibly);
            npm.destroyForcibly();
        }
    }

    private static boolean isOnPath(String program) {
        String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
        return Arrays.stream(path.split(":")).anyMatch(each -> Files.isExecutable(Path.of(each, program)));
    }
}
