package io.pgcairn.daemon;

import io.pgcairn.daemon.cli.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** The whole program without a process of its own: a verb takes milliseconds instead of the start of a JVM. */
public record InProcess(Path home) {
    /**
     * How a verb ended.
     *
     * @param out what it wrote to standard output, as it is
     * @param err what it wrote to standard error
     */
    public record Answer(int exitCode, byte[] out, String err) {
        public String text() {
            return new String(out, StandardCharsets.UTF_8);
        }

        /** For the message of an assertion. */
        @Override
        public String toString() {
            return "exit code " + exitCode + "\n" + err;
        }
    }

    /** Runs one verb with an empty environment. */
    public Answer run(String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8));
        int exitCode = new Wiring(terminal, home, true, Map.of()).commandLine().execute(words);
        return new Answer(exitCode, out.toByteArray(), err.toString(StandardCharsets.UTF_8));
    }
}
