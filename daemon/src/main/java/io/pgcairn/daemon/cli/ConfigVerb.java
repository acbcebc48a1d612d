package io.pgcairn.daemon.cli;

import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pgcairn config}. */
@Command(
        name = "config",
        description = {
            "Prints the whole configuration as it is in force: the file, conf.d, variables and defaults.",
            "It is YAML that pgcairn reads again; behind each key stands where it was set. Secrets print as ***."
        },
        footer = {"", "Example:", "  pgcairn config --changed"})
public final class ConfigVerb implements Verb {
    private final ConfigShower shower;
    private final Terminal terminal;

    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Option(names = "--changed", description = "Prints only what was set, and leaves defaults out.")
    private boolean changed;

    @Option(names = "--json", description = "Prints JSON: each key's path, variable, value and origin.")
    private boolean json;

    public ConfigVerb(ConfigShower shower, Terminal terminal) {
        this.shower = shower;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CairnException {
        shower.show(config.file(), changed).print(terminal, json);
        return DONE;
    }

    @Override
    public List<Fault> faults() {
        return List.of(Fault.CONFIGURATION);
    }
}
