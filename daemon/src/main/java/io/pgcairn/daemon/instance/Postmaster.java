package io.pgcairn.daemon.instance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;

/** One run of a server: the process that we started, with its children. */
final class Postmaster {
    private static final Duration POLL = Duration.ofMillis(20);

    private final Process process;
    private final Path log;

    private Postmaster(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    static Postmaster start(List<String> words, Path directory, Path log) throws InstanceException {
        try {
            Process process = Command.cleaned(new ProcessBuilder(words))
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            process.getOutputStream().close();
            return new Postmaster(process, log);
        } catch (IOException e) {
            throw new InstanceException(
                    "cannot run " + words + ": " + e.getMessage(), "Check that the program exists and may be run.", e);
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isRunning() {
        return process.isAlive();
    }

    /** Waits until the server accepts connections; one that ends before is an error, and one that is late is killed. */
    void awaitReady(PostmasterFile file, Duration limit) throws InstanceException {
        await(file::saysReady, limit);
    }

    /** The same, but waits for the end of recovery too. */
    void awaitPrimary(PostmasterFile file, Duration limit) throws InstanceException {
        await(file::saysPrimary, limit);
    }

    private void await(LongPredicate isReady, Duration limit) throws InstanceException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!isReady.test(process.pid())) {
            if (ends(POLL)) {
                throw failure("the server ended with exit code " + process.exitValue() + " while starting");
            }
            if (System.nanoTime() > deadline) {
                kill();
                throw failure("the server did not accept connections within " + limit);
            }
        }
    }

    void awaitEnd(Duration limit) throws InstanceException {
        if (!ends(limit)) {
            throw failure("the server did not stop within " + limit);
        }
    }

    private boolean ends(Duration limit) throws InstanceException {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
            throw new InstanceException("interrupted while waiting for the server", "Start it again.", e);
        }
    }

    /**
     * Kills the server and its children as a power cut would, and waits until all are gone: a child that lives on holds
     * the shared memory, and the next start would refuse.
     */
    void kill() throws InstanceException {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        boolean interrupted = false;
        while (process.isAlive() || children.stream().anyMatch(Postmaster::lives)) {
            if (System.nanoTime() > deadline) {
                throw failure("the server's processes live on after SIGKILL");
            }
            interrupted |= Thread.interrupted();
            try {
                TimeUnit.MILLISECONDS.sleep(5);
            } catch (InterruptedException e) {
                interrupted = true; // the kill is finished first, it is short
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** An orphan that nobody collects stays in the process table as a zombie, which holds nothing. */
    private static boolean lives(ProcessHandle handle) {
        if (!handle.isAlive()) {
            return false;
        }
        try {
            String status =
                    Files.readString(Path.of("/proc", Long.toString(handle.pid()), "stat"), StandardCharsets.UTF_8);
            return !status.substring(status.lastIndexOf(')') + 1).strip().startsWith("Z");
        } catch (IOException e) {
            return handle.isAlive();
        }
    }

    InstanceException failure(String what) {
        return new InstanceException(
                what, "Its log " + log + " ends with:\n" + LogExcerpt.of(log).text());
    }
}
