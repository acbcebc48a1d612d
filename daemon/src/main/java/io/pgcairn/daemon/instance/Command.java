package io.pgcairn.daemon.instance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a short program to its end, and says what it wrote. */
record Command(List<String> words, Path directory, Duration limit) {
    Command {
        words = List.copyOf(words);
    }

    /** Its output, standard error included; an exit code other than 0 or a missed deadline is an error. */
    String run() throws InstanceException {
        try {
            Path output = Files.createTempFile("pgcairn-command", ".out");
            try {
                return run(output);
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException e) {
            throw new InstanceException(
                    "cannot run " + words + ": " + e.getMessage(), "Check that the program exists and may be run.", e);
        }
    }

    private String run(Path output) throws IOException, InstanceException {
        Process process = cleaned(new ProcessBuilder(words))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        process.getOutputStream().close();
        if (!ended(process)) {
            process.destroyForcibly();
            throw new InstanceException(
                    words + " did not end within " + limit,
                    "It wrote: " + LogExcerpt.of(output).text());
        }
        if (process.exitValue() != 0) {
            throw new InstanceException(
                    words + " ended with exit code " + process.exitValue(),
                    "It wrote: " + LogExcerpt.of(output).text());
        }
        return Files.readString(output, StandardCharsets.UTF_8);
    }

    private boolean ended(Process process) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * PostgreSQL's programs read their defaults from the environment; ours are to depend on their arguments alone. A
     * server also tells systemd that it is ready, where it finds the socket: that is for the daemon to say.
     */
    static ProcessBuilder cleaned(ProcessBuilder builder) {
        builder.environment().keySet().removeIf(name -> name.startsWith("PG") || name.equals("NOTIFY_SOCKET"));
        builder.environment().put("LC_ALL", "C");
        return builder;
    }
}
