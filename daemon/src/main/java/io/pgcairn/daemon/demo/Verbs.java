package io.pgcairn.daemon.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs pgcairn's verbs as an operator does: each a process, judged by its exit code. */
final class Verbs {
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final Stage stage;
    private final Program program;
    private int runs;

    Verbs(Stage stage, Program program) {
        this.stage = stage;
        this.program = program;
    }

    /** What the verb wrote, on both outputs; an exit code other than 0 ends the demo. */
    String run(List<String> arguments) throws DemoException, InterruptedException {
        return run(arguments, 0);
    }

    /** As {@link #run(List)}, where the verb may also end with a code up to {@code worst}. */
    String run(List<String> arguments, int worst) throws DemoException, InterruptedException {
        runs++;
        Path output = stage.path("verb-" + runs + "-" + arguments.getFirst() + ".log");
        Process process = stage.start(program.words(arguments), output);
        if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw failed(arguments, "did not end within " + LIMIT, output);
        }
        if (process.exitValue() > worst) {
            throw failed(arguments, "ended with exit code " + process.exitValue(), output);
        }
        try {
            return Files.readString(output, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw DemoException.failed("cannot read " + output, e);
        }
    }

    private static DemoException failed(List<String> arguments, String how, Path output) {
        return DemoException.failed(
                "pgcairn " + String.join(" ", arguments) + " " + how,
                "it wrote:\n" + LogEnd.of(output).text());
    }
}
