package io.pgcairn.daemon.e2e;

import io.pgcairn.daemon.testing.CleanEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A small disk of its own, where we may mount one. */
record ScratchDisk(Path path) implements AutoCloseable {
    static ScratchDisk mount(Path path, String options) throws Exception {
        boolean isMounted = run("mount", "-t", "tmpfs", "-o", options, "none", path.toString());
        Assumptions.assumeTrue(isMounted, "missing: the right to mount a tmpfs (root outside a container has it)");
        return new ScratchDisk(path);
    }

    @Override
    public void close() throws IOException {
        try {
            // Lazily: a daemon that was killed may not be gone from it yet.
            run("umount", "-l", path.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean run(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(words));
        Process process;
        try {
            process = CleanEnvironment.of(new ProcessBuilder(command))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            return false; // no such program
        }
        return process.waitFor(3, TimeUnit.MINUTES) && process.exitValue() == 0;
    }
}
