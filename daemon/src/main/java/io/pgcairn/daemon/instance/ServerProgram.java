package io.pgcairn.daemon.instance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One of PostgreSQL's programs, which ends by itself. */
public final class ServerProgram {
    /** Its sessions load nothing that a database's settings name, and set off no event trigger of its owner's. */
    private static final String SESSION =
            "-c session_preload_libraries= -c local_preload_libraries= -c session_replication_role=replica";

    private final Path program;
    private final OsUser user;
    private final Path directory;

    ServerProgram(Path program, OsUser user, Path directory) {
        this.program = program;
        this.user = user;
        this.directory = directory;
    }

    /**
     * How a program ended.
     *
     * @param said the end of what it wrote
     */
    public record End(int exitCode, String said) {}

    public boolean isThere() {
        return Files.isExecutable(program);
    }

    /**
     * Runs it.
     *
     * @throws InstanceException it cannot be run, or did not end within the limit
     * @throws InterruptedException it was ended since this thread was interrupted
     */
    public End run(List<String> arguments, Duration limit) throws InstanceException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(program.toString()));
        words.addAll(arguments);
        Path output = directory.resolve(program.getFileName() + ".log");
        try {
            ProcessBuilder builder = Command.cleaned(new ProcessBuilder(LowPriority.running(user.running(words))))
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().put("PGOPTIONS", SESSION);
            Process process = builder.start();
            try {
                process.getOutputStream().close();
                if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new InstanceException(
                            program + " did not end within " + limit,
                            "It wrote: " + LogExcerpt.of(output).text());
                }
                return new End(process.exitValue(), LogExcerpt.of(output).text());
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new InstanceException(
                    "cannot run " + program + ": " + e.getMessage(), "Check that it exists and may be run.", e);
        }
    }
}
