package io.pgcairn.daemon;

import io.pgcairn.daemon.cli.Terminal;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;

/** Whether the program would understand a command line; nothing is run. */
public final class CommandLineCheck {
    private CommandLineCheck() {}

    /**
     * What is wrong with it.
     *
     * @param isPart whether it may lack what is required, as in a sentence
     */
    public static Optional<String> problem(List<String> words, boolean isPart) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        try {
            new Wiring(new Terminal(nowhere, nowhere), Path.of(""), false, Map.of())
                    .commandLine()
                    .parseArgs(words.toArray(String[]::new));
            return Optional.empty();
        } catch (CommandLine.MissingParameterException e) {
            return isPart ? Optional.empty() : Optional.of(String.valueOf(e.getMessage()));
        } catch (CommandLine.ParameterException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
