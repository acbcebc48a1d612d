package io.pgcairn.daemon.demo;

import io.pgcairn.daemon.instance.InstanceException;
import io.pgcairn.daemon.instance.ServerInstance;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The demo's directory, and all the processes that it started. Closing it, also when this process is told to end, kills
 * what still runs and deletes the directory unless it is to be kept.
 */
final class Stage implements AutoCloseable {
    /** Other users may pass and not look: a server may run as another user than we. */
    private static final String PASSABLE = "rwx--x--x";

    private final Path directory;
    private final boolean kept;
    private final List<Process> processes = new ArrayList<>();
    private final List<ServerInstance> servers = new ArrayList<>();
    private final Thread hook = Thread.ofPlatform().name("demo-end").unstarted(this::clear);
    private volatile boolean closed;

    private Stage(Path directory, boolean kept) {
        this.directory = directory;
        this.kept = kept;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    static Stage open(Optional<Path> keep) throws DemoException {
        try {
            if (keep.isEmpty()) {
                Path made = Files.createTempDirectory("pgcairn-demo-");
                Files.setPosixFilePermissions(made, PosixFilePermissions.fromString(PASSABLE));
                return new Stage(made.toRealPath(), false);
            }
            Path wanted = keep.get().toAbsolutePath().normalize();
            if (!Files.exists(wanted)) {
                Files.createDirectories(wanted);
                Files.setPosixFilePermissions(wanted, PosixFilePermissions.fromString(PASSABLE));
            } else if (!isEmptyDirectory(wanted)) {
                throw DemoException.notEmpty(wanted);
            }
            return new Stage(wanted.toRealPath(), true);
        } catch (IOException e) {
            throw DemoException.failed("the demo's directory cannot be made", e);
        }
    }

    private static boolean isEmptyDirectory(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return false;
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.findAny().isEmpty();
        }
    }

    Path path(String name) {
        return directory.resolve(name);
    }

    /** Whether the end has begun, which may come from outside at any time. */
    boolean isClosed() {
        return closed;
    }

    boolean isKept() {
        return kept;
    }

    /** Starts a process of pgcairn; what it writes goes to {@code log}. */
    synchronized Process start(List<String> words, Path log) throws DemoException {
        requireOpen();
        try {
            ProcessBuilder builder = new ProcessBuilder(words)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            // The defaults of libpq's programs are not for this demo.
            builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
            Process process = builder.start();
            processes.add(process);
            process.getOutputStream().close();
            return process;
        } catch (IOException e) {
            throw DemoException.failed("cannot run " + words.getFirst(), e);
        }
    }

    /** Takes a server into care before it is started. */
    synchronized ServerInstance care(ServerInstance server) throws DemoException {
        requireOpen();
        servers.add(server);
        return server;
    }

    private void requireOpen() throws DemoException {
        if (closed) {
            throw DemoException.failed("the demo is being ended", "play it again");
        }
    }

    @Override
    public void close() {
        clear();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process ends already, and the hook finds nothing left to do.
        }
    }

    private synchronized void clear() {
        if (closed) {
            return;
        }
        closed = true;
        processes.forEach(Process::destroyForcibly);
        for (ServerInstance server : servers) {
            try {
                server.kill();
            } catch (InstanceException e) {
                System.err.println("pgcairn demo: " + e.getMessage());
            }
        }
        awaitEnd();
        try {
            if (!kept) {
                delete(directory);
            }
        } catch (IOException e) {
            System.err.println("pgcairn demo: " + directory + " cannot be deleted: " + e.getMessage());
        }
    }

    private void awaitEnd() {
        for (Process process : processes) {
            try {
                process.waitFor(10, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Deletes a tree of the demo's; links are not followed, and what vanishes by itself is no error. */
    static void delete(Path tree) throws IOException {
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.deleteIfExists(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
