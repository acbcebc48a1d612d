package io.pgcairn.storage.local;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A small file system in memory, mounted for one test; needs root and the right to mount. */
record ScratchMount(Path path) implements AutoCloseable {
    static ScratchMount mount(Path path, String options) throws IOException {
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", options, "none", path.toString()),
                "missing: the right to mount a tmpfs (run as root outside a container)");
        return new ScratchMount(path);
    }

    void remount(String options) throws IOException {
        if (!run("mount", "-o", "remount," + options, path.toString())) {
            throw new IOException("cannot remount " + path + " with " + options);
        }
    }

    @Override
    public void close() throws IOException {
        if (!run("umount", path.toString())) {
            throw new IOException("cannot unmount " + path);
        }
    }

    private static boolean run(String... command) {

        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false; // no such program
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
