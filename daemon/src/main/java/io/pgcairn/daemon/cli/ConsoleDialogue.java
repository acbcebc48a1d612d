package io.pgcairn.daemon.cli;

import java.io.Console;
import java.util.Optional;

/** The terminal where somebody sits, or standard output alone. */
final class ConsoleDialogue implements Dialogue {
    private final Terminal terminal;
    private final Optional<Console> console;
    private final boolean quiet;

    /**
     * Answers come from the terminal, if there is one.
     *
     * @param silent nothing is asked and everything proposed is taken
     * @param quiet nothing is told either
     */
    ConsoleDialogue(Terminal terminal, boolean silent, boolean quiet) {
        this.terminal = terminal;
        this.quiet = quiet;
        this.console = silent
                ? Optional.empty()
                : Optional.ofNullable(System.console()).filter(Console::isTerminal);
    }

    @Override
    public boolean isInteractive() {
        return console.isPresent();
    }

    @Override
    public String ask(String question, String proposed) throws UnusableArgumentException {
        if (console.isEmpty()) {
            return proposed;
        }
        String answer = console.get().readLine("%s%s: ", question, proposed.isEmpty() ? "" : " [" + proposed + "]");
        if (answer == null) {
            throw UnusableArgumentException.usage("nobody answers any more", "give flags and --yes, or a terminal");
        }
        return answer.isBlank() ? proposed : answer.strip();
    }

    @Override
    public void tell(String line) {
        if (!quiet) {
            terminal.out().println(line);
        }
    }
}
