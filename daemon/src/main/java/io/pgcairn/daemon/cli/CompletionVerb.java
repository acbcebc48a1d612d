package io.pgcairn.daemon.cli;

import io.pgcairn.daemon.fault.Fault;
import java.util.List;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pgcairn completion}: what the package's build calls. */
@Command(
        name = "completion",
        hidden = true,
        description = "Prints what completes pgcairn's words in a shell.",
        footer = {
            "",
            "zsh reads it too, after: autoload -U +X bashcompinit && bashcompinit",
            "",
            "Example:",
            "  source <(pgcairn completion bash)"
        })
public final class CompletionVerb implements Verb {
    private static final String BASH = "bash";

    private final Terminal terminal;

    @Parameters(paramLabel = "SHELL", description = "The shell: bash.")
    private String shell = BASH;

    @Spec
    private CommandSpec self = CommandSpec.create();

    public CompletionVerb(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws UnusableArgumentException {
        if (!shell.equals(BASH)) {
            throw UnusableArgumentException.usage(
                    "there is no completion for " + shell, "bash has one, and zsh can read it: see --help");
        }
        CommandSpec root = self.root();
        terminal.out().print(AutoComplete.bash(root.name(), root.commandLine()));
        terminal.out().flush();
        return DONE;
    }

    @Override
    public List<Fault> faults() {
        return List.of();
    }
}
