package io.pgcairn.daemon.cli;

import io.pgcairn.daemon.fault.Fault;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code pgcairn man}: what the package's build calls. */
@Command(
        name = "man",
        hidden = true,
        description = "Prints the manual page, made of what the verbs declare.",
        footer = {"", "Example:", "  pgcairn man > pgcairn.1 && man ./pgcairn.1"})
public final class ManVerb implements Verb {
    private final Terminal terminal;

    @Option(
            names = "--date",
            paramLabel = "DATE",
            description = "The day that the page bears, as 2026-11-21. By default it bears none.")
    private Optional<LocalDate> date = Optional.empty();

    @Spec
    private CommandSpec self = CommandSpec.create();

    public ManVerb(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        terminal.out()
                .print(ManPage.of(self.root(), date.map(LocalDate::toString).orElse("")));
        terminal.out().flush();
        return DONE;
    }

    @Override
    public List<Fault> faults() {
        return List.of();
    }
}
